import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Express, type Request, type Response } from 'express'

/** The demonstration's card: what a bank would answer. */
export interface Card {
  readonly lastFour: string
  readonly balance: number
  readonly currency: string
  readonly dueDate: string
}

const cards = new Map<string, Card>(
  [
    { lastFour: '4321', balance: 1_250.4, currency: 'USD', dueDate: '2026-12-05' },
    { lastFour: '1234', balance: 87.15, currency: 'USD', dueDate: '2026-12-12' },
    { lastFour: '9876', balance: 0, currency: 'USD', dueDate: '2026-12-20' },
    { lastFour: '5555', balance: 3_499.99, currency: 'USD', dueDate: '2026-11-28' },
  ].map((card) => [card.lastFour, card]),
)

const firstReference = 1_042

/** Everybody has a card but 0000: what is not listed is derived from its digits, the same every time. */
export function findCard(lastFour: string): Card | undefined {
  if (!/^\d{4}$/.test(lastFour) || lastFour === '0000') return undefined
  const number = Number(lastFour)
  return (
    cards.get(lastFour) ?? {
      lastFour,
      balance: (number * 7) % 5_000,
      currency: 'USD',
      dueDate: `2026-12-${String(1 + (number % 28)).padStart(2, '0')}`,
    }
  )
}

/** The cards service that the example flow calls: balances and blocking, kept in memory. */
export function cardsService(): Express {
  const blocked = new Map<string, string>()
  const byKey = new Map<string, { readonly lastFour: string; readonly reference: string }>()
  const app = express()
  app.disable('x-powered-by')

  app.get('/cards/:lastFour/balance', (request, response) => {
    const card = findCard(request.params.lastFour)
    if (card === undefined) return notFound(response)
    response.json(card)
  })

  app.post('/cards/:lastFour/block', (request: Request<{ lastFour: string }>, response) => {
    const card = findCard(request.params.lastFour)
    if (card === undefined) return notFound(response)
    const key = request.header('idempotency-key')
    const known = key === undefined ? undefined : byKey.get(key)
    if (known !== undefined && known.lastFour !== card.lastFour) return conflict(response)
    const reference = known?.reference ?? `B-${firstReference + blocked.size + byKey.size}`
    if (key === undefined) blocked.set(`${blocked.size}`, reference)
    else if (known === undefined) byKey.set(key, { lastFour: card.lastFour, reference })
    response.json({ reference })
  })
  return app
}

const notFound = (response: Response): void => {
  response.status(404).json({ title: 'No card ends with these digits', status: 404 })
}

const conflict = (response: Response): void => {
  response.status(422).json({ title: 'This Idempotency-Key was used for another card', status: 422 })
}

export interface RunningDemo {
  readonly url: string
  /** `host:port`, for the list of allowed hosts. */
  readonly host: string
  close(): Promise<void>
}

/** Serves the cards on a free port of 127.0.0.1. */
export async function startCardsService(): Promise<RunningDemo> {
  const server = createServer(cardsService())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${host}`,
    host,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
