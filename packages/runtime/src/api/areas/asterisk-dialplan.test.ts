import { afterAll, beforeAll, expect, it } from 'vitest'
import { deskFlow } from '../../testing/flows.js'
import { World } from '../../testing/world.js'

let world: World
beforeAll(async () => {
  world = await World.open({ desk: deskFlow }, { switches: [{ type: 'asterisk-dialplan', switchId: 'main', user: 'asterisk', password: 'secret-1' }] })
}, 60_000)
afterAll(() => world.close())

const login = `Basic ${Buffer.from('asterisk:secret-1').toString('base64')}`
const form = 'application/x-www-form-urlencoded'
const [dnis] = deskFlow.dnis

async function asks(path: string, body: string, headers: Record<string, string> = {}): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${world.runtime.url}/v1/switch/asterisk/${path}`, { method: 'POST', body, headers: { 'content-type': form, authorization: login, ...headers } })
  return { status: response.status, text: await response.text() }
}

it('answers a dialplan in the form that it reads', async () => {
  const { status, text } = await asks('main/calls', new URLSearchParams({ line: '1700000000.1', dnis: dnis ?? '', ani: '+15550199', account: '7' }).toString())

  expect(status).toBe(200)
  const order = Object.fromEntries(new URLSearchParams(text))
  expect(order).toMatchObject({ do: 'talk', n: '1' })
  expect(order.token).toMatch(/^[\w-]{43}$/)
  expect((await asks('main/left', 'line=1700000000.1&cause=16')).status).toBe(200)
})

it.each([
  ['a password that is wrong', 'main/calls', 'line=1&dnis=1', { authorization: 'Basic YTpi' }, 401, 'RUNTIME_SWITCH_REFUSED'],
  ['no password', 'main/next', 'line=1&n=1', { authorization: '' }, 401, 'RUNTIME_SWITCH_REFUSED'],
  ['a switch that nobody named', 'other/calls', 'line=1&dnis=1', {}, 404, 'RUNTIME_SWITCH_UNKNOWN'],
  ['no line', 'main/calls', 'dnis=1', {}, 400, 'RUNTIME_BODY_INVALID'],
  ['a line without end', 'main/calls', `dnis=1&line=${'1'.repeat(151)}`, {}, 400, 'RUNTIME_BODY_INVALID'],
  ['a number that is none', 'main/next', 'line=1&n=-1', {}, 400, 'RUNTIME_BODY_INVALID'],
  ['a value that is too long', 'main/calls', `line=1&dnis=1&note=${'x'.repeat(1_001)}`, {}, 400, 'RUNTIME_BODY_INVALID'],
  ['more than a form', 'main/calls', `line=1&dnis=1&note=${'x'.repeat(20_001)}`, {}, 413, 'RUNTIME_BODY_TOO_LARGE'],
  ['JSON', 'main/calls', '{}', { 'content-type': 'application/json' }, 415, 'RUNTIME_MEDIA_TYPE_UNSUPPORTED'],
  ['a number that no flow answers', 'main/calls', 'line=2&dnis=%2B1999', {}, 404, 'RUNTIME_FLOW_UNKNOWN'],
])('refuses %s, with nothing that a dialplan takes for an order', async (_name, path, body, headers, status, code) => {
  const answer = await asks(path, body, headers)
  expect([answer.status, (JSON.parse(answer.text) as { code: string }).code]).toEqual([status, code])
  expect(new URLSearchParams(answer.text).has('do')).toBe(false)
})

it('ends a line that no call has', async () => {
  expect((await asks('main/next', 'line=9&n=4&status=ANSWER&cause=16')).text).toBe('do=bye&cause=16&n=5')
})
