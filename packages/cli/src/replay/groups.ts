import type { CallOutcome, Replay, StepDifference, ToldStep } from '@callchart/runtime'

/** Calls of which the same can be said. */
export interface ReplayGroup {
  readonly verdict: Replay['verdict']
  /** What has changed, one line each. */
  readonly lines: readonly string[]
  /** Of the first call. */
  readonly example: Replay
  readonly callIds: string[]
}

/** Collects replays; those of which nothing is to be told are counted only. */
export class ReplayGroups {
  private readonly groups = new Map<string, ReplayGroup>()
  /** Of all calls, and those of them whose effects were compared with those of the live call. */
  readonly steps = { all: 0, compared: 0 }
  readonly counts: Record<Replay['verdict'], number> = { same: 0, incomparable: 0, changed: 0, diverged: 0, unfaithful: 0 }

  add(replay: Replay): void {
    this.counts[replay.verdict] += 1
    this.steps.all += replay.stepCount
    this.steps.compared += replay.comparedCount
    if (replay.verdict === 'same') return
    const lines = linesOf(replay)
    const key = JSON.stringify([replay.verdict, replay.flow, lines, nodesOf(replay.firstDifference)])
    const group = this.groups.get(key)
    if (group === undefined) this.groups.set(key, { verdict: replay.verdict, lines, example: replay, callIds: [replay.callId] })
    else group.callIds.push(replay.callId)
  }

  /** The largest first. */
  get list(): readonly ReplayGroup[] {
    return [...this.groups.values()].sort((one, other) => other.callIds.length - one.callIds.length)
  }
}

const nodesOf = (difference: StepDifference | undefined): unknown => [difference?.before?.nodes, difference?.after?.nodes]

const endOf = ({ end, cause }: CallOutcome): string => (cause === undefined || cause === end ? end : `${end} (${cause})`)
const listOf = (items: readonly string[]): string => (items.length === 0 ? 'none' : items.join(', '))
const transferOf = ({ transfer }: CallOutcome): string => (transfer === undefined ? 'none' : `${transfer.queue}: ${transfer.outcome}`)

function linesOf({ verdict, before, after, changed, changedVariables, diverged }: Replay): string[] {
  if (verdict === 'incomparable') return ['no step has a hash of its effects: an earlier release journaled it, or everything that could be compared is masked']
  if (verdict === 'unfaithful' || after === undefined) return []
  const tell = { end: () => `end        ${endOf(before)} -> ${endOf(after)}`, path: () => `path       ${pathsOf(before.path, after.path)}`, tags: () => `tags       ${listOf(before.tags)} -> ${listOf(after.tags)}`, transfer: () => `transfer   ${transferOf(before)} -> ${transferOf(after)}`, variables: () => `variables  ${listOf(changedVariables)}` }
  // What a draft came to after it parted from the recording says nothing.
  if (diverged !== undefined) return [diverged.reason, ...(changed.includes('path') ? [tell.path()] : [])]
  return changed.map((part) => tell[part]())
}

const shownNodes = 6

/** From the last node that both have in common. */
function pathsOf(before: readonly string[], after: readonly string[]): string {
  const differsAt = before.findIndex((node, index) => node !== after[index])
  const from = Math.max((differsAt < 0 ? before.length : differsAt) - 1, 0)
  const shown = (path: readonly string[]): string => {
    const nodes = path.slice(from)
    return `${from > 0 ? '… > ' : ''}${nodes.slice(0, shownNodes).join(' > ')}${nodes.length > shownNodes ? ' > …' : ''}`
  }
  return `${shown(before)}  ->  ${shown(after)}`
}

/** One step in a line: what came, and what it led to. */
export function stepLine({ event, nodes, effects }: ToldStep): string {
  const led = [nodes.length === 0 ? '' : `-> ${nodes.join(' > ')}`, effects.join('; ')].filter((part) => part !== '').join(': ')
  return led === '' ? event : `${event} ${led}`
}
