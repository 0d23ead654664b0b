import { expect, it } from 'vitest'
import { digitEnd, markProcessed, mediaStart, readLegCommand } from './switch-leg.js'

it('introduces itself with µ-law in frames of 20 ms', () => {
  expect(JSON.parse(mediaStart('c1'))).toMatchObject({ event: 'MEDIA_START', channel_id: 'c1', format: 'ulaw', optimal_frame_size: 160, ptime: 20 })
})

it('tells keys and marks', () => {
  expect(JSON.parse(digitEnd('c1', '#'))).toEqual({ event: 'DTMF_END', digit: '#', channel_id: 'c1' })
  expect(JSON.parse(markProcessed('c1', 'm3'))).toEqual({ event: 'MEDIA_MARK_PROCESSED', correlation_id: 'm3', channel_id: 'c1' })
})

it.each([
  ['{"command":"MARK_MEDIA","correlation_id":"m1"}', { type: 'mark', id: 'm1' }],
  ['{"command":"FLUSH_MEDIA"}', { type: 'flush' }],
  ['{"command":"HANGUP"}', { type: 'hang-up' }],
  ['{"command":"MARK_MEDIA"}', { type: 'unknown' }],
  ['{"command":"DANCE"}', { type: 'unknown' }],
  ['null', { type: 'unknown' }],
  ['{', { type: 'unknown' }],
])('reads %s', (text, command) => {
  expect(readLegCommand(text)).toEqual(command)
})
