import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Express } from 'express'
import { demoEndpoints, demoServices } from './demo-services.js'

export interface RunningDemo {
  readonly url: string
  /** `host:port`, for the list of allowed hosts. */
  readonly host: string
  /** Base addresses of the endpoints that the example flows name. */
  readonly endpoints: Readonly<Record<string, string>>
  close(): Promise<void>
}

function demoApp(): Express {
  const answer = demoServices()
  const app = express()
  app.disable('x-powered-by')
  app.use(express.json({ limit: '16kb' }))
  app.use((request, response) => {
    const { method, path } = request
    const { status, body } = answer({ method, path, body: request.body as unknown, idempotencyKey: request.header('idempotency-key') })
    response.status(status).json(body)
  })
  return app
}

/** Serves everything that the example flows call, on a free port of 127.0.0.1. */
export async function startDemoServices(): Promise<RunningDemo> {
  const server = createServer(demoApp())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const url = `http://${host}`
  return {
    url,
    host,
    endpoints: Object.fromEntries(Object.entries(demoEndpoints).map(([name, base]) => [name, `${url}${base}`])),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
