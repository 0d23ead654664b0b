import { expect, it } from 'vitest'
import type { CallAudio } from '../dialect/call-audio.js'
import { Playout } from './playout.js'
import { Relay } from './relay.js'

const create = () => {
  const state = { now: 0, sent: 0, marks: [] as number[] }
  const audio: CallAudio = {
    send: (pcm) => void (state.sent += pcm.length / 160),
    mark: (id) => void state.marks.push(id),
    clear: () => undefined,
    hangUp: () => undefined,
    abort: () => undefined,
  }
  const playout = new Playout(audio, () => state.now)
  const relay = new Relay(playout)
  relay.begin()
  return { state, playout, relay }
}

const loud = new Int16Array(160).fill(5_000)

it('begins with a cushion of 100 ms and adds nothing while frames come in time', () => {
  const { state, relay } = create()

  for (let index = 0; index < 200; index += 1) {
    relay.pass(loud)
    state.now += 20
  }

  expect(state.sent).toBe(205)
  expect(state.marks).toEqual([1, 2, 3, 4])
})

it('takes a larger cushion each time it ran dry, up to 220 ms', () => {
  const { state, playout, relay } = create()
  const cushions = Array.from({ length: 6 }, () => {
    relay.pass(loud)
    const aheadMs = playout.aheadMs()
    state.now += 1_000
    return aheadMs - 20
  })

  expect(cushions).toEqual([100, 140, 180, 220, 220, 220])
})

it('learns from a mark that the far queue is longer than it thought, and works that off in silence', () => {
  const { state, playout, relay } = create()
  for (let index = 0; index < 50; index += 1) {
    relay.pass(loud)
    state.now += 20
  }
  state.now += 300
  playout.marked(1, 'played')
  for (let index = 0; index < 20; index += 1) relay.pass(loud)
  const { sent } = state

  relay.pass(new Int16Array(160))

  expect(playout.aheadMs()).toBeGreaterThan(300)
  expect(state.sent).toBe(sent)
})
