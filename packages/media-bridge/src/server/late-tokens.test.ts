import type { WebSocket } from 'ws'
import { expect, it } from 'vitest'
import { twilioDialect } from '../dialect/twilio.js'
import { FakeSocket } from '../testing/opened-leg.js'
import { ManualTicker } from '../testing/manual-ticker.js'
import { ManualTime } from '../testing/bridge-rig.js'
import { LateTokens } from './late-tokens.js'

const open = () => {
  const codes: string[] = []
  const time = new ManualTime(new ManualTicker())
  const tokens = new LateTokens({ time, admit: () => Promise.reject(new Error('nobody is asked')), refused: ({ code }) => codes.push(code) })
  const connect = (): FakeSocket => {
    const socket = new FakeSocket()
    tokens.await(socket as unknown as WebSocket, twilioDialect)
    return socket
  }
  return { tokens, connect, codes }
}

it('lets 200 connections wait, and another when one has gone', () => {
  const { tokens, connect } = open()
  const [first] = Array.from({ length: 200 }, connect)
  expect(() => tokens.checkRoom()).toThrow(expect.objectContaining({ code: 'MEDIA_OVERLOADED' }))

  first?.emit('close', 1_000)

  expect(() => tokens.checkRoom()).not.toThrow()
})

it('ends a connection that talks of other things', () => {
  const { connect, codes } = open()
  const socket = connect()
  for (let count = 0; count < 30; count += 1) socket.emit('message', Buffer.from('{"event":"connected"}'), false)

  expect(codes).toEqual(['MEDIA_TOKEN_MISSING'])
  expect(socket.closedWith).toEqual([1_008, 'MEDIA_TOKEN_MISSING'])
})

it('ends those that still wait when the bridge closes', () => {
  const { tokens, connect } = open()
  const socket = connect()
  tokens.close()

  expect(socket.closedWith).toEqual([1_001, undefined])
})
