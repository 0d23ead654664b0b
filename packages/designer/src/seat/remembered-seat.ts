import type { SeatWanted } from './seat-link.js'

const key = 'callchart.seat'

/** The seat that this tab had: a reload gives it up, and a person wants to know. */
export function rememberedSeat(storage: Pick<Storage, 'getItem'>): SeatWanted | undefined {
  try {
    const found = JSON.parse(storage.getItem(key) ?? 'null') as Partial<SeatWanted> | null
    return typeof found?.name === 'string' && typeof found.queue === 'string' ? { name: found.name, queue: found.queue } : undefined
  } catch {
    return undefined
  }
}

export const rememberSeat = (storage: Pick<Storage, 'setItem'>, { name, queue }: SeatWanted): void => storage.setItem(key, JSON.stringify({ name, queue }))
export const forgetSeat = (storage: Pick<Storage, 'removeItem'>): void => storage.removeItem(key)
