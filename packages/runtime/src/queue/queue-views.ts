import type { QueueView } from '@callchart/protocol'
import type { FlowLibrary } from '../flows/flow-library.js'
import type { QueueRows } from './queue-rows.js'

export interface QueueViewParts {
  readonly flows: Pick<FlowLibrary, 'views' | 'live'>
  readonly rows: Pick<QueueRows, 'seatCounts' | 'lineLengths'>
}

type Counts = QueueView['seats']

const none: Counts = { free: 0, busy: 0, paused: 0 }
const placeOf = { free: 'free', offered: 'busy', joined: 'busy', 'wrap-up': 'busy', paused: 'paused' } as const

/** Queues that live flows send callers to, and those in which somebody sits or waits, by name. */
export const createQueueViews =
  ({ flows, rows }: QueueViewParts) =>
  async (): Promise<QueueView[]> => {
    const users = await usersOf(flows)
    const seats = new Map<string, Counts>()
    for (const { queue, state, count } of await rows.seatCounts()) {
      if (state === 'expected' || state === 'gone') continue
      const so = seats.get(queue) ?? none
      const place = placeOf[state]
      seats.set(queue, { ...so, [place]: so[place] + count })
    }
    const waiting = await rows.lineLengths()
    const names = [...new Set([...users.keys(), ...seats.keys(), ...waiting.keys()])].sort()
    return names.map((queue) => ({ queue, flows: users.get(queue) ?? [], waiting: waiting.get(queue) ?? 0, seats: seats.get(queue) ?? none }))
  }

async function usersOf(flows: QueueViewParts['flows']): Promise<Map<string, QueueView['flows']>> {
  const users = new Map<string, QueueView['flows']>()
  for (const { flow, name, version } of flows.views()) {
    const ready = version === undefined ? undefined : await flows.live(flow)
    for (const queue of ready?.manifest.queues ?? []) users.set(queue, [...(users.get(queue) ?? []), { flow, name }])
  }
  return users
}
