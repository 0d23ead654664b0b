import { afterEach, beforeEach, expect, it } from 'vitest'
import { muLawToPcm, pcmToMuLaw } from '../audio/g711.js'
import { newsWithinMs, onTheWayMs } from '../call-bridge.js'
import { BridgeRig, turnOf } from '../testing/bridge-rig.js'
import { levelOf, promptOf } from '../testing/scripted-speech.js'
import { ScriptedSwitch } from '../testing/scripted-switch.js'
import type { ScriptedCall } from '../testing/scripted-runtime.js'

let rig: BridgeRig

beforeEach(async () => {
  rig = await BridgeRig.start()
})
afterEach(() => rig.stop())

const legToken = 'agent-leg-token-of-one-use'
const voice = (seed: number) => {
  let state = seed
  return Buffer.from(Uint8Array.from({ length: 160 }, () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) >> 16))
}
const levels = (peer: ScriptedSwitch) => peer.heard.map((frame) => muLawToPcm[frame[80] ?? 0xff] ?? 0)
const near = (level: number) => (heard: number) => Math.abs(heard - level) <= 20 + level / 30

const expectLeg = (call: ScriptedCall, whisper = '', waitMs = 10_000) => {
  call.send({ type: 'leg.expect', legId: 'l1', token: legToken, waitMs, whisper: whisper === '' ? [] : [promptOf(whisper)] })
  // A command of its own behind it shows that the bridge has read it.
  call.send(turnOf('after', [], { listen: undefined }))
  return call.next('turn.finished')
}

const connectLeg = async (call: ScriptedCall, options: ConstructorParameters<typeof ScriptedSwitch>[1] = {}) => {
  const agent = await ScriptedSwitch.connect(rig.mediaUrl(legToken), options)
  agent.start()
  await call.next('leg.connected')
  return agent
}

const joined = async () => {
  const { caller, call } = await rig.call('c1')
  await expectLeg(call)
  const agent = await connectLeg(call)
  await call.next('leg.ready')
  call.send({ type: 'legs.join', legId: 'l1' })
  await call.next('legs.joined')
  return { caller, call, agent }
}

it.each(['while the runtime is asked for a caller', 'once it has refused one'])('takes a human whose connection is here before the news of the leg, %s', async (when) => {
  const { call } = await rig.call('c1')
  rig.runtime.isStalled = true
  const connecting = ScriptedSwitch.connect(rig.mediaUrl(legToken))
  await rig.runtime.someoneWaits()
  if (when === 'once it has refused one') {
    rig.runtime.release()
    await rig.time.hasTimer((ms) => ms === newsWithinMs)
  }
  await expectLeg(call)
  rig.runtime.release()

  const agent = await connecting
  agent.start()

  expect(await call.next('leg.connected')).toMatchObject({ legId: 'l1' })
  expect(await rig.refusal(legToken)).toContain('HTTP 401')
})

it('takes such a human even when it closes, and the same token once', async () => {
  const { caller, call } = await rig.call('c1')
  const closed = rig.bridge.close({ waitMs: 60_000 })
  await rig.time.elapse((ms) => ms === onTheWayMs)
  const connecting = ScriptedSwitch.connect(rig.mediaUrl(legToken))
  await rig.time.hasTimer((ms) => ms === newsWithinMs)
  await expect(ScriptedSwitch.connect(rig.mediaUrl(legToken))).rejects.toThrow('HTTP 503')
  await expectLeg(call)

  const agent = await connecting
  agent.start()

  expect(await call.next('leg.connected')).toMatchObject({ legId: 'l1' })
  for (const { socket } of [caller, agent]) socket.close(1_000)
  await closed
})

it('whispers to the human alone while the caller hears music, then says that the leg is ready', async () => {
  const { caller, call } = await rig.call('c1')
  call.send({ type: 'hold.start', music: 'default' })
  await expectLeg(call, 'aa')
  const agent = await connectLeg(call)

  await agent.when(() => agent.commands.includes('MARK_MEDIA'))
  await rig.pass(400, [caller, agent])
  await call.next('leg.ready')

  expect(levels(agent).filter(near(levelOf('a')))).toHaveLength(10)
  expect(caller.heard.some((frame) => frame.some((byte) => byte !== 0xff))).toBe(true)
  expect(rig.runtime.attachments).toEqual(['t-c1'])
})

it('joins both ways, every sample as it was sent', async () => {
  const { caller, call, agent } = await joined()
  const [said, answered] = [
    Array.from({ length: 100 }, (_, index) => voice(index + 1)),
    Array.from({ length: 100 }, (_, index) => voice(1_000 + index)),
  ]

  await rig.pass(2_000, [caller, agent], (index) => {
    caller.speak(said[index] ?? Buffer.alloc(0))
    agent.speak(answered[index] ?? Buffer.alloc(0))
  })
  await rig.pass(200, [caller, agent])

  const same = (frame: Buffer | undefined, other: Buffer | undefined) =>
    frame?.every((byte, index) => muLawToPcm[byte] === muLawToPcm[other?.[index] ?? 0]) ?? false
  for (const [heard, sent] of [
    [agent.heard, said],
    [caller.heard, answered],
  ] as const) {
    const from = heard.findIndex((frame) => same(frame, sent[0]))
    expect(from).toBeGreaterThanOrEqual(0)
    expect(sent.every((frame, index) => same(heard[from + index], frame))).toBe(true)
  }
  expect(call.types).not.toContain('leg.hung-up')
})

it('covers frames that come 60 ms late once both are joined', async () => {
  const { caller, agent } = await joined()
  const loud = Buffer.alloc(160, pcmToMuLaw[8_000] ?? 0)

  await rig.pass(600, [caller, agent], (index) => {
    if (index % 4 === 3) for (let count = 0; count < 4; count += 1) caller.speak(loud)
  })

  const heard = levels(agent)
  const from = heard.findIndex(near(8_000))
  expect(heard.slice(from, from + 20).every(near(8_000))).toBe(true)
})

it('stops the music and the turn when both are joined, and starts no other turn', async () => {
  const { caller, call } = await rig.call('c1')
  await expectLeg(call)
  const agent = await connectLeg(call)
  call.send({ type: 'hold.start', music: 'default' })
  call.send(turnOf('t1', [promptOf('aaaa')]))
  await call.next('prompt.started')

  call.send({ type: 'legs.join', legId: 'l1' })
  await call.next('legs.joined')
  await caller.settled()

  expect(call.types.slice(-2)).toEqual(['turn.cancelled', 'legs.joined'])
  expect(caller.queuedFrames).toBe(0)
  await rig.pass(200, [caller, agent])
  expect(caller.heard.slice(-8).every((frame) => frame.every((byte) => byte === 0xff))).toBe(true)
  call.send(turnOf('t2', []))
  expect(await call.next('turn.failed')).toMatchObject({ turnId: 't2', cause: 'legs-joined' })
})

it('hears nothing while a human talks, and forgets what was before when the human leaves', async () => {
  const { caller, call, agent } = await joined()
  const [turns] = rig.turns
  const heardBefore = turns?.frames.length

  await rig.pass(300, [caller, agent], () => caller.speak(voice(5)))
  expect(turns?.frames.length).toBe(heardBefore)
  agent.socket.close(1_000)
  expect(await call.next('leg.hung-up')).toMatchObject({ legId: 'l1', cause: 'normal' })

  expect(turns?.forgetCount).toBe(1)
  expect(caller.closeCode).toBeUndefined()
  call.send(turnOf('t2', [promptOf('b')]))
  await call.next('prompt.started')
})

it('closes every other leg when the caller is gone', async () => {
  const { caller, call, agent } = await joined()

  caller.socket.close(1_000)
  await agent.closed()
  await call.next('leg.hung-up')

  expect(agent.commands.at(-1)).toBe('HANGUP')
  expect(call.types.slice(-2)).toEqual(['caller.hung-up', 'leg.hung-up'])
  expect(rig.ticker.subscriberCount).toBe(0)
})

it('takes no leg for a caller who is gone, and no connection for it', async () => {
  const { caller, call } = await rig.call('c1')
  call.acknowledges = false
  caller.socket.close(1_000)
  await call.next('caller.hung-up')

  call.send({ type: 'leg.expect', legId: 'l1', token: legToken, waitMs: 10_000, whisper: [] })

  expect(await call.next('leg.hung-up')).toMatchObject({ legId: 'l1', cause: 'normal' })
  expect(await rig.refusal(legToken)).toContain('HTTP 401')
  call.acknowledge(100)
})

it('gives up a leg that does not come in time, and its token with it', async () => {
  const { caller, call } = await rig.call('c1')
  await expectLeg(call, '', 1_000)

  await rig.pass(1_040, [caller])

  expect(await call.next('leg.hung-up')).toMatchObject({ legId: 'l1', cause: 'no-media' })
  expect(await rig.refusal(legToken)).toContain('HTTP 401')
})

it('takes the token of a leg once', async () => {
  const { call } = await rig.call('c1')
  await expectLeg(call)
  await connectLeg(call)

  expect(await rig.refusal(legToken)).toContain('HTTP 401')
})

it('hangs a leg up on command, connected or not, and keeps the caller', async () => {
  const { caller, call } = await rig.call('c1')
  await expectLeg(call)
  call.send({ type: 'leg.hang-up', legId: 'l1' })
  expect(await call.next('leg.hung-up')).toMatchObject({ cause: 'normal' })

  call.send({ type: 'leg.expect', legId: 'l2', token: `${legToken}-2`, waitMs: 5_000, whisper: [] })
  call.send(turnOf('after2', []))
  await call.next('turn.finished')
  const agent = await ScriptedSwitch.connect(rig.mediaUrl(`${legToken}-2`), { form: 'plain-text', format: 'alaw' })
  agent.start()
  await call.next('leg.ready')
  call.send({ type: 'leg.hang-up', legId: 'l2' })

  expect(await call.next('leg.hung-up')).toMatchObject({ legId: 'l2', cause: 'normal' })
  expect(agent.commands.at(-1)).toBe('HANGUP')
  expect(caller.closeCode).toBeUndefined()
})

it('says by its code that an unknown leg cannot be joined, and lets a human come whose whisper fails', async () => {
  const { call } = await rig.call('c1')
  call.send({ type: 'legs.join', legId: 'nobody' })
  await expectLeg(call, '!')
  await connectLeg(call)
  await call.next('leg.ready')

  expect(rig.codes).toEqual(expect.arrayContaining(['MEDIA_LEG_UNKNOWN', 'MEDIA_SYNTHESIS_FAILED']))
})

it('passes speech on between a wideband and a narrowband leg', async () => {
  const { caller, call } = await rig.call('c1', { format: 'slin16', frameBytes: 640 })
  await expectLeg(call)
  const agent = await connectLeg(call)
  await call.next('leg.ready')
  call.send({ type: 'legs.join', legId: 'l1' })
  await call.next('legs.joined')
  const tone = (from: number) => {
    const bytes = Buffer.alloc(640)
    for (let index = 0; index < 320; index += 1)
      bytes.writeInt16LE(Math.round(8_000 * Math.sin((2 * Math.PI * 500 * (from + index)) / 16_000)), index * 2)
    return bytes
  }

  await rig.pass(600, [caller, agent], (index) => caller.speak(tone(index * 320)))

  const loudest = Math.max(...agent.heard.slice(-10).flatMap((frame) => [...frame].map((byte) => muLawToPcm[byte] ?? 0)))
  expect(loudest).toBeGreaterThan(7_500)
  expect(loudest).toBeLessThan(8_500)
})

it('ends a conversation at once when the call is hung up', async () => {
  const { caller, call, agent } = await joined()

  call.send({ type: 'call.hang-up', cause: 'done' })
  while (caller.closeCode === undefined) await rig.pass(20, [caller, agent], () => agent.speak(voice(3)))
  await agent.closed()

  expect(await call.next('caller.hung-up')).toEqual({ type: 'caller.hung-up', cause: 'normal' })
})

it('holds: the caller hears music and is not transcribed, the human hears nothing, and both are joined again', async () => {
  const { caller, call, agent } = await joined()
  const loud = Buffer.alloc(160, pcmToMuLaw[8_000] ?? 0)
  const bothSpeak = (): void => {
    caller.speak(loud)
    agent.speak(loud)
  }
  const heardCount = rig.turns[0]?.frames.length

  call.send({ type: 'leg.hold', legId: 'l1', music: 'default' })
  await call.next('leg.held')
  await rig.pass(400, [caller, agent])
  const [fromCaller, fromAgent] = [caller.heard.length, agent.heard.length]
  await rig.pass(1_000, [caller, agent], bothSpeak)

  expect(agent.heard.slice(fromAgent).every((frame) => frame.every((byte) => byte === 0xff))).toBe(true)
  const music = levels(caller).slice(fromCaller)
  expect(music.some((level) => level !== 0) && !music.some(near(8_000))).toBe(true)
  expect(rig.turns[0]?.frames.length).toBe(heardCount)
  call.send(turnOf('while-held', []))
  expect(await call.next('turn.failed')).toMatchObject({ turnId: 'while-held', cause: 'legs-joined' })

  call.send({ type: 'leg.resume', legId: 'l1' })
  await call.next('leg.resumed')
  await rig.pass(1_000, [caller, agent], bothSpeak)
  expect(levels(caller).slice(-10).every(near(8_000))).toBe(true)
  expect(levels(agent).slice(-10).every(near(8_000))).toBe(true)
})

it('holds nobody who is not joined, and ends the music when the human hangs up meanwhile', async () => {
  const { caller, call, agent } = await joined()
  call.send({ type: 'leg.resume', legId: 'l1' })
  call.send({ type: 'leg.hold', legId: 'nobody', music: 'default' })
  call.send({ type: 'leg.hold', legId: 'l1', music: 'default' })
  call.send({ type: 'leg.hold', legId: 'l1', music: 'default' })
  await call.next('leg.held')

  agent.socket.close(1_000)
  await call.next('leg.hung-up')
  await rig.pass(400, [caller])

  expect(call.types.filter((type) => type === 'leg.held' || type === 'leg.resumed')).toEqual(['leg.held'])
  expect(caller.heard.slice(-8).every((frame) => frame.every((byte) => byte === 0xff))).toBe(true)
  call.send(turnOf('after', []))
  expect(await call.next('turn.finished')).toMatchObject({ turnId: 'after' })
})
