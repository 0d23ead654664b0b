import { expect, it } from 'vitest'
import { forgetSeat, rememberedSeat, rememberSeat } from './remembered-seat.js'

/** A tab's storage. */
class Tab {
  private readonly items = new Map<string, string>()
  getItem = (key: string): string | null => this.items.get(key) ?? null
  setItem = (key: string, value: string): void => void this.items.set(key, value)
  removeItem = (key: string): void => void this.items.delete(key)
}

it('is the seat of this tab until it is left', () => {
  const tab = new Tab()
  expect(rememberedSeat(tab)).toBeUndefined()

  rememberSeat(tab, { name: 'Anna', queue: 'cards' })
  expect(rememberedSeat(tab)).toEqual({ name: 'Anna', queue: 'cards' })

  forgetSeat(tab)
  expect(rememberedSeat(tab)).toBeUndefined()
})

it.each(['{', 'null', '{"name":7}'])('is none where something else stands there: %s', (text) => {
  expect(rememberedSeat({ getItem: () => text })).toBeUndefined()
})
