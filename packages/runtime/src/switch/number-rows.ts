import type { NumberOverride, NumberSettings } from '@callchart/protocol'
import type { Kysely } from 'kysely'
import { toJsonb } from '../store/json.js'
import { tell } from '../store/notices.js'
import type { Database } from '../store/tables.js'
import type { RouteRow } from './route.js'

export interface Changed {
  readonly author: string
  readonly changedAt: Date
}

export type StoredRoute = RouteRow & Changed

export interface StoredNumber extends NumberSettings, Changed {
  readonly number: string
  readonly override?: NumberOverride
  readonly overriddenBy?: string
  readonly overriddenAt?: Date
}

export interface StoredNumbers {
  readonly routes: readonly StoredRoute[]
  readonly numbers: readonly StoredNumber[]
  readonly defaultFlow: (Changed & { readonly flow: string }) | undefined
}

/** Numbers in PostgreSQL; every change is told to all runtimes when it is committed. Each method @throws RUNTIME_STORE_UNAVAILABLE */
export interface NumberRows {
  all(): Promise<StoredNumbers>
  putRoute(route: StoredRoute): Promise<void>
  /** @returns whether there was one */
  removeRoute(routeId: string): Promise<boolean>
  putNumber(number: string, settings: NumberSettings, changed: Changed): Promise<void>
  removeNumber(number: string): Promise<boolean>
  /** undefined ends it. */
  setOverride(number: string, override: NumberOverride | undefined, changed: Changed): Promise<void>
  setDefaultFlow(flow: string | undefined, changed: Changed): Promise<void>
}

const channel = 'callchart_numbers'

export const createNumberRows = (db: Kysely<Database>): NumberRows => ({
  all: async () => ({ routes: await allRoutes(db), numbers: await allNumbers(db), defaultFlow: await defaultFlowOf(db) }),
  async putRoute({ routeId, kind, value, condition = null, switchId = null, flow, priority, note, author, changedAt }) {
    const row = { kind, value, condition: condition === null ? null : toJsonb(condition), switchId, flow, priority, note, author, changedAt }
    await db.insertInto('numberRoutes').values({ routeId, ...row }).onConflict((conflict) => conflict.column('routeId').doUpdateSet(row)).execute()
    await tell(db, channel, routeId)
  },
  async removeRoute(routeId) {
    const { numDeletedRows } = await db.deleteFrom('numberRoutes').where('routeId', '=', routeId).executeTakeFirst()
    if (numDeletedRows > 0n) await tell(db, channel, routeId)
    return numDeletedRows > 0n
  },
  async putNumber(number, settings, changed) {
    const row = { ...settings, ...changed }
    await db.insertInto('numberSettings').values({ number, ...row }).onConflict((conflict) => conflict.column('number').doUpdateSet(row)).execute()
    await tell(db, channel, number)
  },
  async removeNumber(number) {
    const { numDeletedRows } = await db.deleteFrom('numberSettings').where('number', '=', number).executeTakeFirst()
    if (numDeletedRows > 0n) await tell(db, channel, number)
    return numDeletedRows > 0n
  },
  async setOverride(number, override, { author, changedAt }) {
    const row = { override: override === undefined ? null : toJsonb(override), overriddenBy: author, overriddenAt: changedAt }
    const made = { number, name: '', isOwn: false, author, changedAt, ...row }
    await db.insertInto('numberSettings').values(made).onConflict((conflict) => conflict.column('number').doUpdateSet(row)).execute()
    await tell(db, channel, number)
  },
  async setDefaultFlow(flow, changed) {
    await db.deleteFrom('numberDefaults').execute()
    if (flow !== undefined) await db.insertInto('numberDefaults').values({ isOnly: true, flow, ...changed }).execute()
    await tell(db, channel, '')
  },
})

async function allRoutes(db: Kysely<Database>): Promise<StoredRoute[]> {
  const rows = await db.selectFrom('numberRoutes').selectAll().orderBy('value').orderBy('routeId').execute()
  return rows.map(({ condition, switchId, ...row }) => ({ ...row, ...(condition !== null && { condition }), ...(switchId !== null && { switchId }) }))
}

async function allNumbers(db: Kysely<Database>): Promise<StoredNumber[]> {
  const rows = await db.selectFrom('numberSettings').selectAll().orderBy('number').execute()
  return rows.map(({ override, overriddenBy, overriddenAt, ...row }) => ({
    ...row,
    ...(override !== null && { override, ...(overriddenBy !== null && { overriddenBy }), ...(overriddenAt !== null && { overriddenAt }) }),
  }))
}

const defaultFlowOf = (db: Kysely<Database>): Promise<StoredNumbers['defaultFlow']> =>
  db.selectFrom('numberDefaults').select(['flow', 'author', 'changedAt']).executeTakeFirst()
