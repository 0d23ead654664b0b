import { expect, it } from 'vitest'
import { ManualClock } from '../../testing/manual-clock.js'
import { MediaLeg, transportDataFor } from './media-leg.js'

it('does not wait for ever for a leg to come up', async () => {
  const clock = new ManualClock()
  const opening = new MediaLeg('bot').isOpen(clock)
  clock.advance(3_000)
  expect(await opening).toBe('no connection within 3000 ms')
})

it('is open once it has started, and says why it is not', async () => {
  const clock = new ManualClock()
  const [up, refused] = [new MediaLeg('bot'), new MediaLeg('bot')]
  up.started()
  expect(refused.ended('cause 3')).toBe(false)
  expect([await up.isOpen(clock), await refused.isOpen(clock)]).toEqual([undefined, 'cause 3'])
  expect(up.ended('cause 38')).toBe(true)
  expect(clock.pending).toBe(0)
})

it.each([
  ['ws://bridge:8350/media?token=a_b-1', 'f(json)v(token=a_b-1)'],
  ['ws://bridge:8350/media?token=a),b(c&to=x%2Cy', 'f(json)v(token=a%29%2Cb%28c,to=x%2Cy)'],
  ['ws://bridge:8350/media', 'f(json)'],
])('takes the query of %s as an option of the channel', (url, data) => {
  expect(transportDataFor(url)).toBe(data)
})
