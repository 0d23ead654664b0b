import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readAs } from './read-as.js'

const schema = z.object({ name: z.string().min(1).max(10), list: z.array(z.number()).max(3).optional() })
const noLength: unknown = JSON.parse('{"length":{"valueOf":1,"toString":1}}')

describe('what JSON from outside has become', () => {
  it('is read by its schema', () => {
    expect(readAs(schema, { name: 'a' })).toEqual({ success: true, data: { name: 'a' } })
    expect(readAs(schema, { name: 1 }).error?.issues).toMatchObject([{ code: 'invalid_type', path: ['name'] }])
  })

  it.each([{ name: noLength }, { name: 'a', list: noLength }])('fits nothing where a length is an object of which no number can be made', (value) => {
    expect(readAs(schema, value)).toMatchObject({ success: false, error: { issues: [{ message: 'Invalid input: a length of it is no number' }] } })
  })

  it('is said in the words of whoever reads it', () => {
    expect(readAs(schema, { name: 1 }, { error: () => 'nothing' }).error?.issues).toMatchObject([{ message: 'nothing' }])
  })

  it('hides no fault of a schema', () => {
    const broken = z.string().refine(() => {
      throw new RangeError('broken')
    })

    expect(() => readAs(broken, 'a')).toThrow('broken')
  })
})
