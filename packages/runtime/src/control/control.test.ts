import { status } from '@grpc/grpc-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskFlow } from '../testing/flows.js'
import { World } from '../testing/world.js'

let world: World
beforeAll(async () => {
  world = await World.open({ desk: deskFlow })
}, 60_000)
afterAll(() => world.close())

const hello = { token: 'x'.repeat(40), bridgeId: 'b1', mediaUrl: 'ws://bridge.test', lastCommandNumber: 0 }

describe('a stream of a bridge', () => {
  it('is refused with a wrong token, and with one used before', async () => {
    const wrong = world.bridge()
    wrong.write({ hello })
    expect(await wrong.ended).toMatchObject({
      status: status.UNAUTHENTICATED,
      code: 'RUNTIME_TOKEN_REFUSED',
      details: expect.stringContaining('unknown') as string,
    })

    const { token, bridge } = await world.calls({ flow: 'desk' })
    const second = world.bridge()
    second.write({ hello: { ...hello, token } })
    expect(await second.ended).toMatchObject({ status: status.UNAUTHENTICATED, details: expect.stringContaining('used') as string })
    await bridge.hangsUp()
  })

  it('is refused with a token that has expired', async () => {
    const impatient = await world.starts({ tuning: { clock: world.clock, tokenLifetimeMs: 0 } })
    const { body } = await world.asks<{ mediaUrl: string }>('POST', '/v1/calls', { flow: 'desk' }, impatient)
    const bridge = world.bridge(impatient)

    bridge.write({ hello: { ...hello, token: new URL(body.mediaUrl).searchParams.get('token') } })

    expect(await bridge.ended).toMatchObject({ status: status.UNAUTHENTICATED, details: expect.stringContaining('expired') as string })
    await impatient.close()
  })

  it.each([
    ['begins with a fact', [{ fact: { number: 1, atMs: 0, callConnected: { dialect: 'd', codec: 'c', variables: {} } } }]],
    ['begins with an empty message', [{}]],
    ['has no token', [{ hello: { ...hello, token: '' } }]],
  ])('that %s is ended as invalid', async (_name, messages) => {
    const bridge = world.bridge()

    for (const message of messages) bridge.write(message)

    expect(await bridge.ended).toMatchObject({ status: status.INVALID_ARGUMENT, code: 'RUNTIME_BRIDGE_MESSAGE_INVALID' })
  })

  it.each([
    ['a second hello', { hello }, 'RUNTIME_BRIDGE_MESSAGE_INVALID'],
    ['a fact without a number', { fact: { atMs: 5, noInput: { turnId: 't1' } } }, 'RUNTIME_BRIDGE_MESSAGE_INVALID'],
    ['a fact that does not fit its schema', { fact: { number: 9, atMs: 5, digitPressed: { digit: '123' } } }, 'PROTOCOL_BAD_MESSAGE'],
    ['a fact of an unknown kind', { fact: { number: 9, atMs: 5 } }, 'PROTOCOL_UNKNOWN_MESSAGE'],
  ])('with %s is ended, and its call goes on when the bridge comes back', async (_name, message, code) => {
    const { callId, token, bridge } = await world.calls({ flow: 'desk' })
    const { turnId } = await bridge.plays()

    bridge.write(message)

    expect(await bridge.ended).toMatchObject({ status: status.INVALID_ARGUMENT, code })
    const again = world.bridge()
    expect(await again.attach({ token, callId, lastCommandNumber: 1 })).toMatchObject({ callId, epoch: 1, lastFactNumber: 4 })
    await again.hears({ turnId }, 'when are you open')
    expect((await again.plays()).prompts[0]?.text).toBe('Goodbye.')
    await again.hangsUp()
  })

  it('gets again what came after the last command that it carried out', async () => {
    const { callId, token, bridge } = await world.calls({ flow: 'desk' })
    const first = await bridge.next('turn.start')
    bridge.breaks()
    await bridge.ended

    const again = world.bridge()
    await again.attach({ token, callId, lastCommandNumber: 0 })
    expect((await again.next('turn.start')).turnId).toBe(first.turnId)
    expect(again.commands[0]).toMatchObject({ number: 1, epoch: 1 })

    const third = world.bridge()
    await third.attach({ token, callId, lastCommandNumber: 1 })
    expect(await again.ended).toMatchObject({ status: 0 })
    await third.hangsUp()
    expect(third.commands).toEqual([])
  })

  it('for a call that it never opened is refused', async () => {
    const { callId, bridge } = await world.calls({ flow: 'desk' })
    const thief = world.bridge()

    thief.write({ hello: { ...hello, callId } })

    expect(await thief.ended).toMatchObject({ status: status.UNAUTHENTICATED })
    await bridge.hangsUp()
  })

  it('for a call that is over is refused for good', async () => {
    const { callId, token, bridge } = await world.calls({ flow: 'desk' })
    await bridge.hangsUp()
    await bridge.ended
    await world.logged.take((line) => line.msg === 'call ended' && line.callId === callId)
    const late = world.bridge()

    await expect(late.attach({ token, callId })).rejects.toThrow('RUNTIME_CALL_ENDED')
    expect(await late.ended).toMatchObject({ status: status.FAILED_PRECONDITION })
  })
})
