import { createStore, type StoreApi } from 'zustand'
import type { Levels } from './line-sound.js'

/** How loud both sides are now; a store of its own, since it changes many times a second and only meters look at it. */
export type LevelStore = StoreApi<Levels>

export const silent: Levels = { said: 0, heard: 0 }

export const createLevelStore = (): LevelStore => createStore(() => silent)

const quietestDbFs = -60

/** What a meter shows of a level: 0..1, even steps for even steps of loudness as the ear takes them. */
export function shownLevel(level: number): number {
  if (level <= 0) return 0
  return Math.max(0, Math.min(1, 1 - (20 * Math.log10(level)) / quietestDbFs))
}
