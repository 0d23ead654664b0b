import { expect, it } from 'vitest'
import { readFlow } from './read-flow.js'

it('says what is wrong with a text that is no JSON, no flow, or no good flow', () => {
  expect(readFlow('{').problems).toMatchObject([{ code: 'FLOW_NOT_JSON', severity: 'error' }])
  expect(readFlow('{"schemaVersion":1,"id":"x","name":"X","languages":["en"],"nodes":[],"extra":1}').problems.map(({ code }) => code)).toContain('FLOW_SCHEMA_INVALID')

  const lonely = readFlow('{"schemaVersion":1,"id":"x","name":"X","languages":["en"],"nodes":[{"id":"start","kind":"start","name":"Start"}]}')
  expect(lonely.document?.id).toBe('x')
  expect(lonely.problems.map(({ code }) => code)).toEqual(['FLOW_TARGET_MISSING', 'FLOW_DEAD_END'])
})
