import { once } from 'node:events'
import { Duplex } from 'node:stream'
import { expect, it } from 'vitest'
import { refuseUpgrade } from './seat-socket.js'

it('an upgrade that is not taken is answered, and its line closed though the client keeps it open', async () => {
  let answer = ''
  const socket = new Duplex({ read: () => undefined, write: (chunk: Buffer, _encoding, done) => ((answer += chunk.toString()), done()) })

  refuseUpgrade(socket, 401, 'RUNTIME_TOKEN_REFUSED', 'Ask for a fresh one.')
  await once(socket, 'close')

  expect(answer).toMatch(/^HTTP\/1.1 401 Unauthorized\r\n[^]*"code":"RUNTIME_TOKEN_REFUSED"/)
})
