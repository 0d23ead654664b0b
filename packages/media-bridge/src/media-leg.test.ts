import { afterEach, beforeEach, expect, it } from 'vitest'
import { muLawToPcm, pcmToMuLaw } from './audio/g711.js'
import { BridgeRig, turnOf } from './testing/bridge-rig.js'
import { levelOf, promptOf } from './testing/scripted-speech.js'
import type { ScriptedSwitch } from './testing/scripted-switch.js'

let rig: BridgeRig

beforeEach(async () => {
  rig = await BridgeRig.start()
})
afterEach(() => rig.stop())

const ulaw = (sample: number) => pcmToMuLaw[sample & 0xffff] ?? 0
const frameOf = (sample: number) => Buffer.alloc(160, ulaw(sample))
const levelsHeard = (peer: ScriptedSwitch) => peer.heard.map((frame) => muLawToPcm[frame[80] ?? 0xff] ?? 0)
const near = (level: number) => (heard: number) => Math.abs(heard - level) <= 20 + level / 30

it('plays the prompts of a turn to their end and says when each is heard', async () => {
  const { caller, call } = await rig.call('c1')

  call.send(turnOf('t1', [promptOf('ab'), promptOf('c')]))
  await call.when(() => call.types.includes('prompt.started'))
  await rig.pass(500, [caller])
  await call.next('turn.finished')

  expect(call.types).toEqual(['call.connected', 'prompt.started', 'prompt.finished', 'prompt.started', 'prompt.finished', 'turn.finished'])
  for (const letter of 'abc') expect(levelsHeard(caller).filter(near(levelOf(letter)))).toHaveLength(5)
})

it('stops at a key and lets nothing queued be heard', async () => {
  const { caller, call } = await rig.call('c1')
  call.send(turnOf('t1', [promptOf('aaaaaaaaaa'), promptOf('b')]))
  await call.next('prompt.started')
  await rig.pass(300, [caller])

  caller.press('5')
  const { playedMs } = await call.next('prompt.interrupted')
  await caller.settled()

  expect(caller.cutCount).toBe(1)
  expect(caller.queuedFrames).toBe(0)
  const heardMs = levelsHeard(caller).filter(near(levelOf('a'))).length * 20
  expect(Math.abs(playedMs - heardMs)).toBeLessThanOrEqual(20)
  await rig.pass(400, [caller])
  expect(
    levelsHeard(caller)
      .slice(-19)
      .every((level) => level === 0),
  ).toBe(true)
  expect(call.types.slice(1)).toEqual(['prompt.started', 'digit.pressed', 'prompt.interrupted'])
})

it('keeps at most 0.4 s of a prompt at the switch', async () => {
  const { caller, call } = await rig.call('c1')
  call.send(turnOf('t1', [promptOf('a'.repeat(30))]))
  await call.next('prompt.started')

  let most = 0
  await rig.pass(1_000, [caller], () => (most = Math.max(most, caller.queuedFrames)))

  expect(most).toBeGreaterThan(12)
  expect(most).toBeLessThanOrEqual(21)
})

it('sends silence while nobody speaks, so that the line never goes dead', async () => {
  const { caller } = await rig.call('c1')

  await rig.pass(1_000, [caller])

  expect(caller.heard.length).toBeGreaterThanOrEqual(48)
  expect(caller.queuedFrames).toBeLessThanOrEqual(10)
  expect(caller.heard.every((frame) => frame.every((byte) => byte === 0xff))).toBe(true)
})

it('hears the caller frame by frame, and with each what the caller was given to hear', async () => {
  const { caller, call } = await rig.call('c1')
  call.send(turnOf('t1', [promptOf('aaaaa')]))
  await call.next('prompt.started')

  await rig.pass(200, [caller], (index) => caller.speak(frameOf(4_000 + index * 100)))

  const [turns] = rig.turns
  expect(turns?.frames).toHaveLength(10)
  expect(turns?.frames.every((sample, index) => near(4_000 + index * 100)(sample))).toBe(true)
  expect(turns?.farEnds.slice(-5).every(near(levelOf('a')))).toBe(true)
})

it('passes the variables of the switch on, whatever underscores they inherited by', async () => {
  const { call } = await rig.call('c1', {}, { __TENANT: 'acme', _REF: '7', PLAIN: 'x' })

  expect(call.facts[0]).toMatchObject({
    number: 1,
    atMs: 0,
    fact: { dialect: 'asterisk', codec: 'ulaw', variables: { TENANT: 'acme', REF: '7', PLAIN: 'x' } },
  })
})

it('hangs up when what is queued was heard', async () => {
  const { caller, call } = await rig.call('c1')
  call.send(turnOf('t1', [promptOf('abc')]))
  await call.next('prompt.started')

  call.send({ type: 'call.hang-up', cause: 'done' })
  await rig.pass(600, [caller])

  expect(await call.next('caller.hung-up')).toEqual({ type: 'caller.hung-up', cause: 'normal' })
  expect(caller.commands.at(-1)).toBe('HANGUP')
  expect(levelsHeard(caller).filter(near(levelOf('c')))).toHaveLength(5)
  expect(call.types.indexOf('prompt.finished')).toBeLessThan(call.types.indexOf('caller.hung-up'))
})

it('reports the caller who hangs up, and cancels the turn', async () => {
  const { caller, call } = await rig.call('c1')
  call.send(turnOf('t1', [promptOf('abc')]))
  await call.next('prompt.started')

  caller.socket.close(1_000)
  await call.next('turn.cancelled')

  expect(call.types.slice(-2)).toEqual(['caller.hung-up', 'turn.cancelled'])
  expect(rig.ticker.subscriberCount).toBe(0)
})

it('ends a caller whose audio stops for 30 s', async () => {
  const { caller, call } = await rig.call('c1')
  caller.speak(frameOf(0))
  await caller.settled()

  rig.ticker.advance(29_900)
  expect(call.types).not.toContain('caller.hung-up')
  rig.ticker.advance(200)

  expect(await call.next('caller.hung-up')).toEqual({ type: 'caller.hung-up', cause: 'media-timeout' })
})

it('ends a call that is longer than its runtime allows', async () => {
  rig.runtime.call('c1').maxCallMs = 2_000
  const { caller, call } = await rig.call('c1')

  await rig.pass(2_100, [caller])

  expect(await call.next('caller.hung-up')).toEqual({ type: 'caller.hung-up', cause: 'max-duration' })
})

it('counts the length of the call anew when the runtime sets another limit', async () => {
  rig.runtime.call('c1').maxCallMs = 2_000
  const { caller, call } = await rig.call('c1')
  await rig.pass(1_000, [caller])

  call.send({ type: 'call.limit', maxCallMs: 1_600 })
  call.send(turnOf('t1', []))
  await call.next('turn.finished')
  await rig.pass(1_500, [caller])
  expect(call.types).not.toContain('caller.hung-up')
  await rig.pass(200, [caller])

  expect(await call.next('caller.hung-up')).toEqual({ type: 'caller.hung-up', cause: 'max-duration' })
})

it('reports the message of a caller before the hang-up that ends it', async () => {
  const { caller, call } = await rig.call('c1')
  call.send(turnOf('t1', [promptOf('abc')], { record: { maxMs: 10_000, endSilenceMs: 2_000, beep: true } }))
  await call.next('prompt.started')

  caller.socket.close(1_000)
  await call.next('caller.hung-up')

  expect(call.types.slice(-2)).toEqual(['turn.recorded', 'caller.hung-up'])
})

it('says that a prompt could not be spoken, and goes on; the text stands in for a file that cannot be had', async () => {
  const { caller, call } = await rig.call('c1')

  call.send(turnOf('t1', [promptOf('!'), promptOf('x', { audio: 'sha256:00' }), promptOf('c')]))
  await call.next('prompt.started')
  await rig.pass(400, [caller])
  await call.next('turn.finished')

  expect(call.facts.flatMap(({ fact }) => (fact.type === 'prompt.failed' ? [fact.cause] : []))).toEqual(['MEDIA_SYNTHESIS_FAILED'])
  expect(rig.synthesiser.spoken).toContain('x')
  expect(rig.codes).toContain('MEDIA_AUDIO_UNAVAILABLE')
})

it('plays music to a waiting caller, softly under an announcement, and stops it at once', async () => {
  const { caller, call } = await rig.call('c1')
  const loudness = (frames: readonly Buffer[]) =>
    Math.max(...frames.flatMap((frame) => [...frame].map((byte) => Math.abs(muLawToPcm[byte] ?? 0))))

  call.send({ type: 'hold.start', music: 'default' })
  await rig.pass(3_000, [caller])
  const music = loudness(caller.heard)
  expect(music).toBeGreaterThan(1_000)

  call.send(turnOf('t1', [promptOf('aaaaaaaaaaaaaaaaaaaa')]))
  await call.next('prompt.started')
  await rig.pass(1_000, [caller])
  const ducked = loudness(caller.heard.slice(-20)) - levelOf('a')
  expect(ducked).toBeLessThan(music / 3)

  await rig.pass(1_600, [caller])
  await call.next('turn.finished')
  call.send({ type: 'hold.stop' })
  await caller.when(() => caller.cutCount > 0)
  await rig.pass(200, [caller])
  expect(loudness(caller.heard.slice(-8))).toBe(0)
})

it('hangs up without waiting for the end of the music', async () => {
  const { caller, call } = await rig.call('c1')
  call.send({ type: 'hold.start', music: 'default' })
  await rig.pass(200, [caller])

  call.send({ type: 'call.hang-up', cause: 'done' })
  while (caller.closeCode === undefined) await rig.pass(20, [caller])

  expect(await call.next('caller.hung-up')).toEqual({ type: 'caller.hung-up', cause: 'normal' })
})

it('begins no music on a leg that is to end when all was heard', async () => {
  const { caller, call } = await rig.call('c1')
  call.send(turnOf('t1', [promptOf('aaaa')]))
  await call.next('prompt.started')

  call.send({ type: 'call.hang-up', cause: 'done' })
  call.send({ type: 'hold.start', music: 'default' })
  while (caller.closeCode === undefined) await rig.pass(20, [caller])

  expect(await call.next('prompt.finished')).toMatchObject({ turnId: 't1' })
})

it('cancels a turn on command', async () => {
  const { call } = await rig.call('c1')
  call.send(turnOf('t1', [promptOf('aaaa')]))
  await call.next('prompt.started')

  call.send({ type: 'turn.cancel', turnId: 't1' })

  expect(await call.next('turn.cancelled')).toMatchObject({ turnId: 't1' })
})
