import { connect } from 'node:net'
import { expect, it } from 'vitest'
import type { CallAudio, CallAudioSink } from '../dialect/call-audio.js'
import { audioSocketKinds as kinds, writeAudioSocketFrame } from '../dialect/audio-socket-frame.js'
import { ManualTime } from '../testing/bridge-rig.js'
import { ManualTicker } from '../testing/manual-ticker.js'
import { createSinkLog } from '../testing/opened-leg.js'
import { startAudioSocketServer } from './audio-socket-server.js'

it('a switch that reads nothing any more keeps neither its leg nor the server', async () => {
  const ticker = new ManualTicker()
  const { log, sink } = createSinkLog()
  let opened: (leg: CallAudio) => void = () => undefined
  let stopped = (): void => undefined
  const whenOpened = new Promise<CallAudio>((resolve) => (opened = resolve))
  const whenStopped = new Promise<void>((resolve) => (stopped = resolve))
  const told: CallAudioSink = {
    ...sink,
    stopped(cause) {
      sink.stopped(cause)
      stopped()
    },
  }
  const server = await startAudioSocketServer({
    host: '127.0.0.1',
    port: 0,
    time: new ManualTime(ticker),
    ticker,
    admit: () => Promise.resolve({ accept: (connection) => opened(connection.open(told, ticker)), abandon: () => undefined }),
    refused: () => undefined,
  })
  const peer = connect(server.port, '127.0.0.1').pause()
  peer.write(writeAudioSocketFrame(kinds.uuid, Buffer.alloc(16, 7)))
  const leg = await whenOpened
  ticker.advance(100)

  const halfASecond = new Int16Array(4_000)
  while (log.codes.length === 0) {
    leg.send(halfASecond)
    ticker.advance(500)
  }

  await whenStopped
  await server.close()
  expect(log.codes).toEqual(['MEDIA_CONNECTION_LOST'])
  expect(log.stops).toEqual(['media-error'])
  peer.destroy()
})
