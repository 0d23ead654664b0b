import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { ApiClient } from './api-client.js'

it('posts on a connection of its own, for a kept one may be closed by now', async () => {
  const used: Socket[] = []
  const server = createServer((request, response) => {
    request.resume()
    // The server has just given up the connection that it kept.
    if (used.includes(request.socket)) return void request.socket.destroy()
    used.push(request.socket)
    const created = { callId: 'c1', mediaUrl: 'ws://127.0.0.1:1/media?token=t', flow: 'desk', version: 'v', expiresAt: '2030-01-01T00:00:00Z' }
    response.end(JSON.stringify(request.method === 'POST' ? created : { flows: [] }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const api = new ApiClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)

  await api.flows()
  // The connection is idle from the next turn of the event loop on.
  await nextTurn()

  expect(await api.createCall({ flow: 'desk' })).toMatchObject({ callId: 'c1' })
  server.close()
  server.closeAllConnections()
})

it('reads on a connection of its own where kept ones are closed under it', async () => {
  const server = createServer((request, response) => {
    if (request.headers.connection !== 'close') return void request.socket.destroy()
    response.end(JSON.stringify({ flows: [] }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const api = new ApiClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)

  expect(await Promise.all([api.flows(), api.flows()])).toEqual([[], []])
  server.close()
})
