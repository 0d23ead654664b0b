import { status } from '@grpc/grpc-js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BridgeRig, turnOf } from '../testing/bridge-rig.js'
import { promptOf } from '../testing/scripted-speech.js'
import { ScriptedSwitch } from '../testing/scripted-switch.js'

let rig: BridgeRig

beforeEach(async () => {
  rig = await BridgeRig.start()
})
afterEach(() => rig.stop())

describe('before the upgrade', () => {
  it('asks the runtime for the call of the token, naming this bridge', async () => {
    const { call } = await rig.call('c1')

    expect(call.hellos).toEqual([
      expect.objectContaining({ token: 't-c1', bridgeId: 'b1', mediaUrl: rig.bridge.url, lastCommandNumber: 0 }),
    ])
  })

  it('refuses a wrong token and a used one', async () => {
    await expect(ScriptedSwitch.connect(rig.mediaUrl('wrong'))).rejects.toThrow('HTTP 401')
    const { caller } = await rig.call('c1')
    await expect(ScriptedSwitch.connect(rig.mediaUrl('t-c1'))).rejects.toThrow('HTTP 409')
    caller.socket.close()
    await rig.runtime.call('c1').next('caller.hung-up')

    await expect(ScriptedSwitch.connect(rig.mediaUrl('t-c1'))).rejects.toThrow(/HTTP 4(01|09)/)
  })

  it('sends a switch elsewhere when the runtime is full, does not answer, or is not there', async () => {
    rig.runtime.refusal = status.RESOURCE_EXHAUSTED
    await expect(ScriptedSwitch.connect(rig.mediaUrl('t-c1'))).rejects.toThrow('HTTP 503')
    rig.runtime.refusal = undefined
    rig.runtime.isStalled = true
    const refused = expect(ScriptedSwitch.connect(rig.mediaUrl('t-c1'))).rejects.toThrow('HTTP 503')
    await rig.time.elapse((ms) => ms === 5_000)
    await refused
    rig.runtime.stop()

    await expect(ScriptedSwitch.connect(rig.mediaUrl('t-c1'))).rejects.toThrow('HTTP 503')
    expect(rig.codes).toEqual(['MEDIA_OVERLOADED', 'MEDIA_RUNTIME_UNAVAILABLE', 'MEDIA_RUNTIME_UNAVAILABLE'])
  })

  it('refuses the second connection for a call that has its media', async () => {
    rig.runtime.refusal = status.ALREADY_EXISTS

    await expect(ScriptedSwitch.connect(rig.mediaUrl('t-c1'))).rejects.toThrow('HTTP 409')
  })
})

describe('commands', () => {
  it('are carried out once, and not those of an older epoch', async () => {
    rig.runtime.call('c1').epoch = 3
    const { call } = await rig.call('c1')

    call.send(turnOf('t1', []), 1)
    call.send(turnOf('t1-again', []), 1)
    call.send(turnOf('of-an-old-runtime', []), 2, 2)
    call.send(turnOf('t2', []), 3)
    await call.when(() => call.types.filter((type) => type === 'turn.finished').length === 2)

    expect(call.facts.map(({ fact }) => ('turnId' in fact ? fact.turnId : ''))).toEqual(['', 't1', 't2'])
  })

  it('that cannot be read fail their turn and harm nothing else', async () => {
    const { call } = await rig.call('c1')

    call.sendRaw({ turnStart: { turnId: 't1', prompts: [{ promptId: '', text: 'x', language: 'e' }] } })
    call.sendRaw({})
    call.send(turnOf('t2', []))

    expect(await call.next('turn.failed')).toMatchObject({ turnId: 't1', cause: 'MEDIA_COMMAND_INVALID' })
    expect(await call.next('turn.finished')).toMatchObject({ turnId: 't2' })
  })

  it('that came before the switch said how its audio is formed wait for it', async () => {
    const caller = await ScriptedSwitch.connect(rig.mediaUrl('t-c1'))
    const call = rig.runtime.call('c1')
    call.send(turnOf('t1', []))

    caller.start()
    await call.next('turn.finished')

    expect(call.types).toEqual(['call.connected', 'turn.finished'])
  })
})

describe('when the stream breaks', () => {
  it('attaches the call again and sends what was not acknowledged', async () => {
    const { caller, call } = await rig.call('c1')
    call.send(turnOf('t1', []))
    await call.next('turn.finished')
    rig.runtime.stop()
    await rig.time.elapse((ms) => ms === 100)
    caller.press('5')
    caller.press('6')
    await caller.settled()

    await rig.runtime.start()
    call.epoch = 2
    await rig.time.elapse((ms) => ms > 100 && ms <= 2_000)
    while (call.hellos.length < 2)
      await Promise.race([call.when(() => call.hellos.length === 2), rig.time.elapse((ms) => ms > 100 && ms <= 2_000)])
    await call.when(() => call.facts.length === 4)

    expect(call.hellos.at(-1)).toMatchObject({ callId: 'c1', lastCommandNumber: 1 })
    expect(call.facts.map(({ number }) => number)).toEqual([1, 2, 3, 4])
    call.send(turnOf('t2', []), 2)
    expect(await call.next('turn.finished')).toMatchObject({ turnId: 't2' })
  })

  it('hangs up when no runtime came back for 10 s', async () => {
    const { caller } = await rig.call('c1')
    rig.runtime.stop()

    await rig.time.elapse((ms) => ms === 10_000)
    await rig.pass(300, [caller])
    await caller.closed()

    expect(caller.commands.at(-1)).toBe('HANGUP')
    expect(rig.codes).toContain('MEDIA_RUNTIME_UNAVAILABLE')
  })

  it('hangs up at once when the runtime does not want the call any more', async () => {
    const { caller, call } = await rig.call('c1')
    rig.runtime.refusal = status.NOT_FOUND
    call.stream?.end()

    await rig.time.elapse((ms) => ms === 100)
    while (caller.closeCode === undefined) await rig.pass(20, [caller])

    expect(rig.codes).toContain('MEDIA_TOKEN_REFUSED')
    expect(caller.commands.at(-1)).toBe('HANGUP')
  })

  it('lets a call be over for both once the runtime knows that the caller has gone', async () => {
    const { caller, call } = await rig.call('c1')
    call.acknowledges = false
    call.send(turnOf('t1', [promptOf('abcdefgh')]))
    await call.next('prompt.started')
    caller.socket.close(1_000)
    await call.next('caller.hung-up')

    call.acknowledge(call.facts.findIndex(({ fact }) => fact.type === 'caller.hung-up') + 1)
    call.stream?.end()
    await rig.bridge.close()

    expect(call.hellos).toHaveLength(1)
    expect(rig.codes).toEqual([])
  })

  it('keeps the facts of a call that ended meanwhile until a runtime has them', async () => {
    const { caller, call } = await rig.call('c1')
    call.acknowledges = false
    caller.socket.close(1_000)
    await call.next('caller.hung-up')
    call.stream?.end()
    await rig.time.elapse((ms) => ms === 100)
    await call.when(() => call.hellos.length === 2)

    call.acknowledge(99)
    await rig.bridge.close()
  })
})

it('says sorry from the cache before it hangs up without a runtime', async () => {
  await rig.stop()
  rig = await BridgeRig.start({ apology: promptOf('zz') })
  const { caller } = await rig.call('c1')
  rig.runtime.stop()

  await rig.time.elapse((ms) => ms === 10_000)
  await caller.when(() => caller.commands.includes('MARK_MEDIA'))
  await rig.pass(600, [caller])
  await caller.closed()

  expect(caller.heard.filter((frame) => frame[80] !== 0xff)).toHaveLength(10)
})
