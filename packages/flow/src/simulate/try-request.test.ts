import { expect, it } from 'vitest'
import { requestSchema } from '../nodes/request/schema.js'
import { mappedAnswer, requestOf } from './try-request.js'

const node = requestSchema.parse({
  id: 'ask',
  kind: 'request',
  name: 'Ask',
  method: 'POST',
  url: 'endpoint://cards/{{ card }}/balance',
  headers: { 'X-Caller': '{{ call.ani }}' },
  body: { amount: '{{ amount }}', note: 'for {{ card }}' },
  retryCount: 3,
  idempotent: true,
  save: { balance: 'body.balance', owner: 'body.owner.name' },
})
const tried = { variables: { card: 'a/b', amount: 12.5 }, language: 'en-US', call: { direction: 'inbound' as const, ani: '+4930123' } }

it('is the request that a call would send, sent once', () => {
  expect(requestOf(node, tried)).toMatchObject({
    method: 'POST',
    url: 'endpoint://cards/a%2Fb/balance',
    headers: { 'X-Caller': '+4930123' },
    body: { amount: 12.5, note: 'for a/b' },
    retryCount: 0,
    idempotent: false,
  })
})

it('tells what each mapping would give, and what fails', () => {
  const mapped = mappedAnswer(node.save, { status: 200, body: { balance: 7 } }, { balance: 'number', owner: 'string' }, tried)

  expect(mapped[0]).toEqual({ variable: 'balance', value: 7 })
  expect(mapped[1]).toMatchObject({ variable: 'owner', fault: expect.any(String) as string })
})

it('says of a text that cannot be filled why', () => {
  expect(() => requestOf({ ...node, url: 'https://x/{{ missing( }}' }, tried)).toThrow(/cannot be read/)
})
