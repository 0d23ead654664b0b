import { expect, it } from 'vitest'
import { ManualClock } from '../testing/manual-clock.js'
import { BridgeList, type BridgeAnnouncement } from './bridge-list.js'

const clock = new ManualClock()
const announcement = (mediaUrl: string, more: Partial<BridgeAnnouncement> = {}): BridgeAnnouncement => ({
  bridgeId: mediaUrl, mediaUrl, calls: 0, maxCalls: 10, late: false, draining: false, version: '1', otherRuntimes: [], engines: [], ...more,
})
const listOf = (...said: readonly BridgeAnnouncement[]): BridgeList => {
  const bridges = new BridgeList({ clock })
  for (const each of said) bridges.announced(each, each)
  return bridges
}
const taken = (bridges: BridgeList, count = 1): string[] => Array.from({ length: count }, () => bridges.takeRoom()('x')).sort()

it('sends a call to the bridge with most room, counting those that are on their way', () => {
  const bridges = listOf(announcement('ws://a', { calls: 6 }), announcement('ws://b', { calls: 8 }))

  expect(taken(bridges, 4)).toEqual(['ws://a/media?token=x', 'ws://a/media?token=x', 'ws://a/media?token=x', 'ws://b/media?token=x'])
})

it('refuses a call where no bridge has room, and takes one again when there is some', () => {
  const bridges = listOf(announcement('ws://a', { calls: 9 }), announcement('ws://b', { late: true }))
  taken(bridges)

  expect(() => bridges.takeRoom()).toThrow(expect.objectContaining({ code: 'RUNTIME_BUSY', retryable: true }))
  expect(bridges.mediaState).toBe('RUNTIME_BUSY')
  clock.advance(2_000)
  expect(taken(bridges)).toEqual(['ws://a/media?token=x'])
})

it('gives a call that runs another bot leg however full they are', () => {
  const bridges = listOf(announcement('ws://a', { calls: 10, late: true }), announcement('ws://b', { calls: 10 }))

  expect(bridges.legUrl()('x')).toBe('ws://b/media?token=x')
})

it('knows no bridge that was silent for three seconds, drains or is gone', () => {
  const silent = listOf(announcement('ws://a'))
  clock.advance(3_001)
  const draining = listOf(announcement('ws://b', { draining: true }))
  const said = announcement('ws://c')
  const gone = listOf(said)
  gone.silenced(said)

  for (const bridges of [silent, draining, gone]) {
    expect(() => bridges.takeRoom()).toThrow(expect.objectContaining({ code: 'RUNTIME_MEDIA_URL_UNKNOWN' }))
    expect(() => bridges.legUrl()).toThrow(expect.objectContaining({ code: 'RUNTIME_MEDIA_URL_UNKNOWN' }))
  }
})

it('knows who has said that it is to end, until another one is there in its place', () => {
  const bridges = listOf(announcement('ws://a', { bridgeId: 'old', draining: true }), announcement('ws://b'))

  expect(['ws://a', 'ws://b', 'ws://c'].map((url) => bridges.isEnding(url))).toEqual([true, false, false])
  bridges.announced(announcement('ws://a', { bridgeId: 'new' }), {})
  expect(bridges.isEnding('ws://a')).toBe(false)
})

it('keeps a bridge whose older stream ends behind its newer one', () => {
  const said = announcement('ws://a')
  const bridges = listOf(said)
  bridges.announced(said, {})

  bridges.silenced(said)

  expect(bridges.urls).toEqual(['ws://a'])
})

it('tells once that a bridge begins to drain', () => {
  const told: string[] = []
  const bridges = new BridgeList({ clock, drains: (mediaUrl) => told.push(mediaUrl) })

  for (const draining of [false, true, true]) bridges.announced(announcement('ws://a', { draining }), {})

  expect(told).toEqual(['ws://a'])
})

it('sends calls to the bridge of the settings while no other is there', () => {
  const bridges = new BridgeList({ clock, fixedUrl: 'ws://fixed' })

  expect(taken(bridges)).toEqual(['ws://fixed/media?token=x'])
  bridges.announced(announcement('ws://a'), {})
  expect(taken(bridges)).toEqual(['ws://a/media?token=x'])
})

it('is shared when every bridge has another runtime', () => {
  expect(listOf(announcement('ws://a', { otherRuntimes: ['r2'] }), announcement('ws://b', { otherRuntimes: ['r2', 'r3'] })).areShared).toBe(true)
  expect(listOf(announcement('ws://a', { otherRuntimes: ['r2'] }), announcement('ws://b')).areShared).toBe(false)
  expect(listOf().areShared).toBe(false)
})

it('knows the runtimes that every bridge reaches', () => {
  expect(listOf(announcement('ws://a', { otherRuntimes: ['r2', 'r3'] }), announcement('ws://b', { otherRuntimes: ['r3'] })).neighbours).toEqual(['r3'])
  expect(listOf(announcement('ws://a', { otherRuntimes: ['r2'] }), announcement('ws://b')).neighbours).toEqual([])
  expect(listOf().neighbours).toEqual([])
})

it('says which speech engines answer nobody', () => {
  const [asr, tts] = [{ name: 'x', kind: 'asr', up: false }, { name: 'y', kind: 'tts', up: true }] as const

  expect(listOf(announcement('ws://a')).speechState).toBeUndefined()
  expect(listOf(announcement('ws://a', { engines: [asr, tts] })).speechState).toBe('no asr engine answers')
  expect(listOf(announcement('ws://a', { engines: [{ ...asr, up: true }, tts] })).speechState).toBe('ok')
})

it('counts its bridges, and the room that they have', () => {
  const bridges = listOf(announcement('ws://a', { calls: 6 }), announcement('ws://b', { late: true }), announcement('ws://c', { draining: true }), announcement('ws://d', { calls: 12 }))
  taken(bridges)

  expect(bridges.census).toEqual({ open: 2, late: 1, draining: 1, room: 3 })
  clock.advance(3_100)
  expect(bridges.census).toEqual({ open: 0, late: 0, draining: 0, room: 0 })
})
