import { ok, refused, type DemoService } from './demo-service.js'

/** The demonstration's card: what a bank would answer. */
interface Card {
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
function findCard(lastFour: string): Card | undefined {
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

/** Balances and blocking of cards. */
export function cardsService(): DemoService {
  let blockedCount = 0
  return ({ method, path }) => {
    const [, lastFour = '', what] = /^\/cards\/([^/]+)\/(balance|block)$/.exec(path) ?? []
    if (what === undefined || method !== (what === 'balance' ? 'GET' : 'POST')) return undefined
    const card = findCard(lastFour)
    if (card === undefined) return refused(404, 'No card ends with these digits')
    return ok(what === 'balance' ? { ...card } : { reference: `B-${firstReference + blockedCount++}` })
  }
}
