import type { CallEvent } from '../../../contract/events.js'
import { beforeCall, contextOf, pass, type CallPoint, type Chart, type Passage } from '../call-point.js'
import { stateKey } from '../call-graph.js'
import { openEvents, startsOf, type OpenEvent } from '../open-events.js'

/** Looks at a call as it passes and remembers what it needs; `true`: it has seen what it looks for. */
export interface Watch {
  readonly begin: string
  readonly next: (memory: string, passage: Passage) => string | true
}

export interface SearchOptions {
  readonly mostStates?: number
  /** How the calls begin, where it matters. */
  readonly begins?: readonly CallEvent[]
  readonly follows?: (open: OpenEvent, point: CallPoint) => boolean
}

interface Found {
  readonly point: CallPoint
  readonly memory: string
  readonly cameBy?: { readonly from: Found; readonly passage: Passage }
}

const passagesTo = (found: Found): Passage[] => {
  const passages: Passage[] = []
  for (let each: Found | undefined = found; each?.cameBy !== undefined; each = each.cameBy.from) passages.unshift(each.cameBy.passage)
  return passages
}

/** The shortest call in which the watch sees what it looks for, among so many states of calls. */
export const searchCall = (chart: Chart, watch: Watch, { mostStates = 12_000, begins = startsOf(chart), follows = () => true }: SearchOptions = {}): Passage[] | undefined => {
  const first: Found = { point: beforeCall(chart), memory: watch.begin }
  const seen = new Set<string>()
  const open: Found[] = []
  const look = (from: Found, event: CallEvent): Passage[] | undefined => {
    const passage = pass(chart, from.point, event)
    const memory = watch.next(from.memory, passage)
    const found: Found = { point: passage.to, memory: memory === true ? '' : memory, cameBy: { from, passage } }
    if (memory === true) return passagesTo(found)
    const key = `${found.memory} ${stateKey(chart, found.point)}`
    if (!seen.has(key)) {
      seen.add(key)
      open.push(found)
    }
    return undefined
  }
  for (const started of begins) {
    const found = look(first, started)
    if (found !== undefined) return found
  }
  for (let index = 0; index < open.length && seen.size <= mostStates; index += 1) {
    const from = open[index]
    if (from === undefined) break
    for (const each of openEvents(chart, from.point)) {
      const found = follows(each, from.point) ? look(from, each.event) : undefined
      if (found !== undefined) return found
    }
  }
  return undefined
}

const ids: ReadonlySet<string> = new Set(['turnId', 'requestId', 'transferId', 'checkId', 'questionId', 'timerId', 'at'])
const withoutIds = (event: CallEvent): string => JSON.stringify(event, (key: string, value: unknown) => (ids.has(key) ? undefined : value))

/** The same that happened once, where the call is now; undefined where it cannot. */
export const sameEvent = (chart: Chart, point: CallPoint, event: CallEvent): CallEvent | undefined => {
  const wanted = withoutIds(event)
  return openEvents(chart, point).find((open) => withoutIds(open.event) === wanted)?.event
}

/** The last node that the call has entered. */
export const nodeOf = (point: CallPoint): string => contextOf(point).node
