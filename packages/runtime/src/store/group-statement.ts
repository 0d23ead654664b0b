import type pg from 'pg'
import { isPassing, storeFailure } from './failure.js'
import { toJsonb } from './json.js'

/** A statement whose only parameter is a JSON array; of each row that it answers with, `place` tells for which item it is. */
export interface GroupStatement {
  /** It is prepared under this name, once a connection. */
  readonly name: string
  /** Names each column that it gives: a table that gets another one meanwhile changes nothing. */
  readonly text: string
}

interface Asked<Row> {
  readonly item: object
  readonly resolve: (row: Row | undefined) => void
  readonly reject: (error: unknown) => void
}

const mostItems = 100

/**
 * Items that come while the statement is under way share the next one; one that comes alone waits for nobody.
 * @returns asks for one item; resolves with its row, undefined where it has none. @throws RUNTIME_STORE_UNAVAILABLE
 */
export function groupStatement<Item extends object, Row extends object>(pool: Pick<pg.Pool, 'query'>, statement: GroupStatement): (item: Item) => Promise<Row | undefined> {
  const waiting: Asked<Row>[] = []
  let isUnderWay = false

  const ask = async (group: readonly Asked<Row>[]): Promise<void> => {
    try {
      const { rows } = await pool.query<Row & { readonly place: number }>({ ...statement, values: [toJsonb(group.map(({ item }, place) => ({ ...item, place })))] })
      const byPlace = new Map(rows.map(({ place, ...row }) => [place, row as unknown as Row]))
      group.forEach(({ resolve }, place) => resolve(byPlace.get(place)))
    } catch (error) {
      // One item is at fault: the others are not to suffer.
      if (group.length > 1 && !isPassing(error)) for (const one of group) await ask([one])
      else giveUp(group, error)
    }
  }

  /** A database that is away for these is so for those behind them: none waits for its own turn to hear it. */
  const giveUp = (group: readonly Asked<Row>[], error: unknown): void => {
    const behind = isPassing(error) ? waiting.splice(0) : []
    for (const { reject } of [...group, ...behind]) reject(storeFailure(error))
  }

  const flush = async (): Promise<void> => {
    isUnderWay = true
    while (waiting.length > 0) await ask(waiting.splice(0, mostItems))
    isUnderWay = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!isUnderWay) void flush()
    })
}
