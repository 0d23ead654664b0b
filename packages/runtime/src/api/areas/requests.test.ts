import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import express, { type Express } from 'express'
import type { HttpRequestEffect } from '@callchart/flow'
import type { TriedRequest } from '@callchart/protocol'
import { systemClock } from '../../clock.js'
import { sendRequest } from '../../perform/request/send-request.js'
import { answerRequests, requestRoutes } from './requests.js'

const seen: { readonly method: string; readonly body: unknown }[] = []
const servers: Server[] = []

async function listening(app: Express): Promise<number> {
  const server = createServer(app)
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

let url = ''
beforeAll(async () => {
  const other = express().use(express.json())
  other.all('/cards', (request, response) => {
    seen.push({ method: request.method, body: request.body })
    response.json({ balance: 7 })
  })
  other.all('/missing', (_request, response) => response.status(404).json({ error: 'unknown' }))
  const port = await listening(other)
  const settings = { endpoints: { cards: `http://127.0.0.1:${port}` }, secrets: {}, allowedHosts: [], clock: systemClock }
  const answers = answerRequests({ clock: systemClock, sendOnce: (effect: HttpRequestEffect, key, signal) => sendRequest(effect, key, settings, signal) })
  const app = express().use(express.json())
  app.post(requestRoutes.tryRequest.path, async (request, response) => {
    const body = requestRoutes.tryRequest.body.parse(request.body)
    response.json(await answers.tryRequest({ params: undefined, query: undefined, body, request }, response))
  })
  url = `http://127.0.0.1:${await listening(app)}${requestRoutes.tryRequest.path}`
})
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

const tried = async (body: object): Promise<TriedRequest> =>
  (await (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json()) as TriedRequest

it('shows what the other system answers', async () => {
  const answer = await tried({ method: 'POST', url: 'endpoint://cards/cards', body: { card: '1' } })

  expect(answer).toMatchObject({ type: 'succeeded', status: 200, body: { balance: 7 }, tookMs: expect.any(Number) as number })
  expect(seen).toEqual([{ method: 'POST', body: { card: '1' } }])
})

it('tells a refusal with its status', async () => {
  expect(await tried({ method: 'GET', url: 'endpoint://cards/missing' })).toMatchObject({ type: 'failed', cause: 'RUNTIME_REQUEST_STATUS', status: 404 })
})

it('reaches no address that a call could not reach', async () => {
  const [port] = servers.map((server) => (server.address() as AddressInfo).port)

  expect(await tried({ method: 'GET', url: `http://127.0.0.1:${port ?? 0}/cards` })).toMatchObject({ type: 'failed', cause: 'RUNTIME_REQUEST_ADDRESS_REFUSED' })
})
