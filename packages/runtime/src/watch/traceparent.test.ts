import { spanIdOf, traceparentOf, type Tracing } from '@callchart/protocol'
import { expect, it } from 'vitest'
import { createTraceparent } from './traceparent.js'

const tracing: Tracing = { sampleRatio: 1, record: () => undefined }

it('goes with requests to services of our own, and to nobody else', () => {
  const of = createTraceparent(tracing, ['bank'])

  expect(of('endpoint://bank/balance?of=7', 'c1/3/0')).toBe(traceparentOf('c1', spanIdOf('c1', 'effect', 3, 0)))
  for (const url of ['endpoint://crm/x', 'https://bank/balance', 'endpoint://bank.example/x', 'not an address']) expect(of(url, 'c1/3/0')).toBeUndefined()
})

it('goes with none where there are no traces, or none of this call', () => {
  expect(createTraceparent(undefined, ['bank'])('endpoint://bank/', 'c1/3/0')).toBeUndefined()
  expect(createTraceparent({ ...tracing, sampleRatio: 0 }, ['bank'])('endpoint://bank/', 'c1/3/0')).toBeUndefined()
})
