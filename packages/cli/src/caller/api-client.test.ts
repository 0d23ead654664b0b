import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ApiClient } from './api-client.js'

/** Closes each connection that is to be kept as soon as it is asked something. */
const server = createServer((request, response) => {
  if (request.headers.connection !== 'close') return void request.socket.destroy()
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ flows: [] }))
})
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterAll(() => server.close())

it('reads on a connection of its own where kept ones are closed under it', async () => {
  const client = new ApiClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)

  expect(await Promise.all([client.flows(), client.flows()])).toEqual([[], []])
})
