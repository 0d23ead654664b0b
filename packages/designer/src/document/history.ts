import { changesBetween, mergeChanges, reversed, type DraftDocument, type PartChange } from '@callchart/flow'
import type { Command, CommandKind } from './command.js'

/** One thing that was done, and can be undone. */
export interface Entry {
  readonly kind: CommandKind
  readonly mergeKey: string | undefined
  /** Milliseconds since the epoch of the last change in it. */
  readonly at: number
  readonly changes: readonly PartChange[]
}

/** A document with what this person did to it. What others did is in the document, never in the entries. */
export interface History {
  readonly document: DraftDocument
  readonly done: readonly Entry[]
  readonly undone: readonly Entry[]
}

/** Commands with the same key are one entry while they follow each other within this time. */
const mergeWithinMs = 1_500
const entryCount = 1_000

export const begin = (document: DraftDocument): History => ({ document, done: [], undone: [] })

/** @param at milliseconds since the epoch */
export function run(history: History, command: Command, at: number): History {
  const document = command.apply(history.document)
  const changes = changesBetween(history.document, document)
  if (changes.length === 0) return history
  const last = history.done.at(-1)
  const isMore = command.mergeKey !== undefined && last?.mergeKey === command.mergeKey && last.kind === command.kind && at - last.at < mergeWithinMs && history.undone.length === 0
  const entry: Entry = { kind: command.kind, mergeKey: command.mergeKey, at, changes: isMore ? together(last.changes, changes) : changes }
  const before = isMore ? history.done.slice(0, -1) : history.done
  return { document, done: [...before, entry].slice(-entryCount), undone: [] }
}

/** Two changes of one part are one: from what was first to what is last. */
function together(earlier: readonly PartChange[], later: readonly PartChange[]): PartChange[] {
  const byPart = new Map(earlier.map((change) => [change.part, change]))
  for (const change of later) {
    const first = byPart.get(change.part)
    if (first === undefined) byPart.set(change.part, change)
    else {
      const at = change.at ?? first.at
      byPart.set(change.part, {
        part: change.part,
        ...(first.before !== undefined && { before: first.before }),
        ...(change.after !== undefined && { after: change.after }),
        ...(at !== undefined && { at }),
      })
    }
  }
  return [...byPart.values()]
}

/** Takes the last thing back. What somebody else made of the same parts meanwhile stays. */
export function undo({ document, done, undone }: History): History {
  const entry = done.at(-1)
  if (entry === undefined) return { document, done, undone }
  return { document: mergeChanges(document, reversed(entry.changes)).document, done: done.slice(0, -1), undone: [...undone, entry] }
}

/** Does again what was undone last. */
export function redo({ document, done, undone }: History): History {
  const entry = undone.at(-1)
  if (entry === undefined) return { document, done, undone }
  return { document: mergeChanges(document, entry.changes).document, done: [...done, entry], undone: undone.slice(0, -1) }
}

/** Takes in what somebody else did, which this person cannot undo: the same document with it, of which nothing is an entry. */
export const receive = (history: History, document: DraftDocument): History => (document === history.document ? history : { ...history, document })
