import { describe, expect, it } from 'vitest'
import { callListQuerySchema, createCallRequestSchema, hangUpRequestSchema, joinQueueRequestSchema, seatCommandSchema } from '../index.js'

describe('HTTP requests', () => {
  it('fill in their defaults', () => {
    expect(createCallRequestSchema.parse({ flow: 'card-services' })).toEqual({ flow: 'card-services', direction: 'inbound', variables: {} })
    expect(callListQuerySchema.parse({ limit: '20' })).toEqual({ limit: 20 })
    expect(hangUpRequestSchema.parse({})).toEqual({ cause: 'api' })
    expect(seatCommandSchema.parse({ type: 'decline', offerId: 'o1' })).toMatchObject({ cause: 'declined' })
  })

  it.each([
    ['an unknown field', createCallRequestSchema, { flow: 'x', callerId: '1' }],
    ['an unknown direction', createCallRequestSchema, { flow: 'x', direction: 'sideways' }],
    ['a variable that is not a scalar', createCallRequestSchema, { flow: 'x', variables: { a: { b: 1 } } }],
    ['an empty name', joinQueueRequestSchema, { name: '' }],
    ['a limit over the cap', callListQuerySchema, { limit: '5000' }],
    ['an unknown seat command', seatCommandSchema, { type: 'sleep' }],
  ])('refuse %s', (_, schema, body) => {
    expect(schema.safeParse(body).success).toBe(false)
  })
})
