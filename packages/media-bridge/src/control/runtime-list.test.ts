import { status } from '@grpc/grpc-js'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { onTheWayMs } from '../call-bridge.js'
import { BridgeRig, turnOf } from '../testing/bridge-rig.js'
import { ScriptedRuntime } from '../testing/scripted-runtime.js'
import { CallLink } from './call-link.js'
import { RuntimeList } from './runtime-list.js'

describe('a bridge with two runtimes', () => {
  let rig: BridgeRig
  let other: ScriptedRuntime
  const otherThan = (runtime: ScriptedRuntime): ScriptedRuntime => (runtime === other ? rig.runtime : other)
  const knowsBoth = async (): Promise<void> => {
    for (const runtime of [rig.runtime, other]) await rig.announcesUntil(runtime, ({ otherRuntimes }) => otherRuntimes.length === 1)
  }

  beforeEach(async () => {
    other = new ScriptedRuntime()
    await other.start()
    rig = await BridgeRig.start({}, [other])
    await knowsBoth()
  })
  afterEach(async () => {
    await rig.stop()
    other.stop()
  })

  it('tells both how it is', async () => {
    expect(other.announced.at(-1)).toMatchObject({ bridgeId: 'b1', mediaUrl: rig.bridge.url, calls: 0, maxCalls: 500, late: false, draining: false })

    await rig.callAnywhere('c1')

    await rig.announcesUntil(other, ({ calls }) => calls === 1)
  })

  it('spreads its calls over them', async () => {
    for (const callId of ['c1', 'c2', 'c3', 'c4']) await rig.callAnywhere(callId)

    expect([rig.runtime, other].map(({ calls }) => calls.size)).toEqual([2, 2])
  })

  it('asks the other one for a token that the first does not know', async () => {
    for (const [index, ignorant] of [rig.runtime, other].entries()) {
      ignorant.refusal = status.UNAUTHENTICATED
      for (const turn of [1, 2]) expect((await rig.callAnywhere(`c${index}${turn}`)).runtime).toBe(otherThan(ignorant))
      ignorant.refusal = undefined
    }

    for (const runtime of [rig.runtime, other]) runtime.refusal = status.UNAUTHENTICATED
    expect(await rig.refusal('t-c3')).toContain('HTTP 401')
    expect([rig.runtime, other].map(({ attachments }) => attachments.includes('t-c3'))).toEqual([true, true])
  })

  it('brings a further leg to the runtime that works on its call, as the token says, and to any where that one is gone', async () => {
    for (const callId of ['c1', 'c2', 'c3']) await rig.callAnywhere(`${callId}.${other.runtimeId}`)
    expect([rig.runtime, other].map(({ calls }) => calls.size)).toEqual([0, 3])

    await rig.callAnywhere('c4.of-a-runtime-that-is-gone')
    expect(rig.runtime.calls.size).toBe(1)
  })

  it('takes a call to the other one at once when its runtime dies, and goes on where it was', async () => {
    const { call, runtime } = await rig.callAnywhere('c1')
    call.send(turnOf('t1', []))
    await call.next('turn.finished')
    const again = otherThan(runtime).call('c1')
    again.epoch = 2

    runtime.stop()
    await again.when(() => again.hellos.length === 1)

    expect(again.hellos[0]).toMatchObject({ callId: 'c1', lastCommandNumber: 1, epoch: 1 })
    again.send(turnOf('t2', []), 2)
    await again.when(() => again.facts.some(({ fact }) => fact.type === 'turn.finished' && fact.turnId === 't2'))
  })

  it('takes a call away from one that falls silent while the other answers, and does no more of what it says', async () => {
    const { call: late, runtime } = await rig.callAnywhere('c1')
    const again = otherThan(runtime).call('c1')
    again.epoch = 2

    runtime.isSilent = true
    await rig.announcesUntil(otherThan(runtime), ({ otherRuntimes }) => otherRuntimes.length === 0)
    await again.when(() => again.hellos.length === 1)
    late.send(turnOf('of-the-late-one', []))
    again.send(turnOf('t1', []), 1)

    expect(await again.next('turn.finished')).toMatchObject({ turnId: 't1' })
    expect(again.types.filter((type) => type === 'turn.finished')).toHaveLength(1)
  })

  it('leaves a call where it is when nobody else would take it', async () => {
    const { call, runtime } = await rig.callAnywhere('c1')
    otherThan(runtime).stop()
    await rig.announcesUntil(runtime, ({ otherRuntimes }) => otherRuntimes.length === 0)

    runtime.isSilent = true
    const { length } = runtime.announced
    await rig.announcesUntil(runtime, () => runtime.announced.length >= length + 6)
    call.send(turnOf('t1', []))

    expect(await call.next('turn.finished')).toMatchObject({ turnId: 't1' })
    expect(call.hellos).toHaveLength(1)
  })

  it('brings no call to one that drains', async () => {
    rig.runtime.isDraining = true
    await rig.announcesUntil(other, ({ otherRuntimes }) => otherRuntimes.length === 0)

    await rig.callAnywhere('c1')
    await rig.callAnywhere('c2')

    expect([...other.calls.keys()]).toEqual(['c1', 'c2'])
  })

  it('asks the next one where one refuses for itself', async () => {
    other.refusal = status.UNAVAILABLE

    await rig.callAnywhere('c1')
    await rig.callAnywhere('c2')

    expect([...rig.runtime.calls.keys()]).toEqual(['c1', 'c2'])
  })

  it('brings a call to the runtime that the one before names, however busy that is', async () => {
    const third = new ScriptedRuntime()
    await third.start()
    for (const callId of ['x', 'y', 'z']) third.call(callId)
    const wide = await BridgeRig.start({}, [other, third])
    for (const runtime of [wide.runtime, other, third]) await wide.announcesUntil(runtime, ({ otherRuntimes }) => otherRuntimes.length === 2)
    const { call } = await wide.callAnywhere('c1')
    const named = third.call('c1')
    named.epoch = 2

    call.sendTo(third.runtimeId)
    await named.when(() => named.hellos.length === 1)

    expect(named.hellos[0]).toMatchObject({ callId: 'c1', epoch: 1 })
    await wide.stop()
    third.stop()
  })

  it('brings a call to any runtime where the one that is named is not there', async () => {
    const { call, runtime } = await rig.callAnywhere('c1')
    const again = otherThan(runtime).call('c1')
    again.epoch = 2

    call.sendTo('of-a-runtime-that-is-gone')

    await again.when(() => again.hellos.length === 1)
  })

  it('says that it drains as soon as it is to end', async () => {
    const { caller } = await rig.callAnywhere('c1')
    const readiness = async (): Promise<unknown> => (await fetch(`${rig.bridge.url.replace('ws', 'http')}/readyz`)).json()
    expect(await readiness()).toEqual({ status: 'ready', checks: { runtime: 'ok', room: 'ok' } })
    const closed = rig.bridge.close({ waitMs: 60_000 })

    await other.hears(({ draining, calls }) => draining && calls === 1)
    expect(await readiness()).toEqual({ status: 'not-ready', checks: { runtime: 'ok', room: 'ok', drain: 'MEDIA_DRAINING' } })
    await rig.time.elapse((ms) => ms === onTheWayMs)
    caller.socket.close()
    await closed
  })
})

describe('a bridge that has closed', () => {
  const ownState = { bridgeId: 'b1', mediaUrl: 'ws://bridge.test', calls: 0, maxCalls: 1, late: false, draining: true, version: '1', engines: [] }
  let rig: BridgeRig
  let runtimes: RuntimeList
  const link = (): Promise<CallLink> => CallLink.attach({ runtimes, time: rig.time, token: 't-c1', bridgeId: 'b1', mediaUrl: 'ws://bridge.test' })

  beforeEach(async () => {
    rig = await BridgeRig.start()
    runtimes = new RuntimeList({ addresses: [rig.runtime.address], time: rig.time, logger: pino({ level: 'silent' }), ownState: () => ownState })
  })
  afterEach(async () => {
    runtimes.close()
    await rig.stop()
  })

  it('finds no runtime for a caller who comes late', async () => {
    runtimes.close()

    await expect(link()).rejects.toMatchObject({ code: 'MEDIA_RUNTIME_UNAVAILABLE' })
    expect(runtimes.hasOther(new Set())).toBe(false)
  })

  it('ends a call that was about to look for its runtime again', async () => {
    const call = await link()
    const lost = new Promise((resolve) => call.listen({ command: () => undefined, lost: resolve, unreadable: () => undefined }))
    rig.runtime.stop()
    const retried = rig.time.elapse((ms) => ms === 100)
    runtimes.close()
    await retried

    expect(await lost).toMatchObject({ code: 'MEDIA_RUNTIME_UNAVAILABLE' })
  })
})
