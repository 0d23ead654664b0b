import { once } from 'node:events'
import { connect } from 'node:net'
import { Duplex } from 'node:stream'
import { expect, it } from 'vitest'
import { MediaError } from '../errors.js'
import { BridgeRig, ManualTime } from '../testing/bridge-rig.js'
import { ManualTicker } from '../testing/manual-ticker.js'
import { refuseUpgrade } from './refusal.js'

const tokenMissing = new MediaError('MEDIA_TOKEN_MISSING', 'no token')

it('a refused client that keeps its end open does not keep ours, nor the bridge from closing', async () => {
  const rig = await BridgeRig.start()
  const client = connect({ port: Number(new URL(rig.bridge.url).port), host: '127.0.0.1', allowHalfOpen: true })
  let answer = ''
  client.on('data', (bytes: Buffer) => (answer += bytes.toString()))
  client.write(
    'GET /media HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  await once(client, 'end')

  expect(answer).toContain('MEDIA_TOKEN_MISSING')
  await rig.stop()
  client.destroy()
})

it('a refused client that takes no answer is cut off after 2 s', async () => {
  const time = new ManualTime(new ManualTicker())
  const socket = new Duplex({ read: () => undefined, write: () => undefined })
  refuseUpgrade(socket, tokenMissing, time)
  expect(socket.destroyed).toBe(false)

  await time.elapse((ms) => ms === 2_000)

  expect(socket.destroyed).toBe(true)
})

it('nothing waits for a refused client that has taken its answer, or was gone before', async () => {
  const waits: number[] = []
  const time = {
    nowMs: () => 0,
    after(ms: number) {
      const count = waits.push(ms)
      return () => void waits.splice(count - 1, 1)
    },
  }
  const socket = new Duplex({ read: () => undefined, write: (_chunk, _encoding, written) => written() })
  refuseUpgrade(socket, tokenMissing, time)
  await once(socket, 'close')
  refuseUpgrade(socket, tokenMissing, time)

  expect(waits).toEqual([])
})
