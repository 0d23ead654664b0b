import { compileFlow, type FlowDocument, type FlowResources } from '@callchart/flow'
import { trainUnderstanding } from '@callchart/nlu'
import type { Interpretation, MediaFact } from '@callchart/protocol'
import { becomeEvent } from '../../call/become-event.js'
import { entryOf, type NewEvent } from '../../call/entries.js'
import { applyEntry } from '../../call/fold.js'
import { makeReady } from '../../call/make-ready.js'
import type { ReadyVersion } from '../../call/ready-version.js'
import { emptyState, type CallState, type OpenTurn } from '../../call/state.js'
import { pick } from './pick.js'

type Utterance = Extract<MediaFact, { type: 'utterance' }>

/** Compiled and trained, as a runtime would have it from its store. */
export function readyOf(document: FlowDocument, resources: FlowResources): ReadyVersion {
  const compiled = compileFlow(document, resources)
  return makeReady({ version: document.id, document, compiled, models: compiled.manifest.understanding.map(trainUnderstanding) })
}

export const utteranceOf = (turn: OpenTurn, ...texts: readonly string[]): Utterance => ({
  type: 'utterance',
  turnId: turn.effect.turnId,
  alternatives: texts.map((text) => ({ text, confidence: 0.9, words: [] })),
  startMs: 0,
  endMs: 1_000,
  endpointSilenceMs: 700,
  engine: 'scripted',
})

/** A call without bridge, services or database: whatever the chart waits for comes at random. */
export class WalkedCall {
  readonly state: CallState
  private readonly versions

  constructor(
    ready: ReadyVersion,
    private readonly random: () => number,
    private readonly now: () => number,
    variables: CallState['origin']['variables'] = {},
  ) {
    this.versions = new Map([[ready.version, ready]])
    this.state = emptyState({ callId: 'walked', direction: pick(random, ['inbound', 'outbound'] as const), ani: '+15550123', variables, startedAt: now() }, ready)
    const { callId, direction, ani } = this.state.origin
    this.take({ type: 'call.started', call: { callId, direction, variables, ...(ani === undefined ? {} : { ani }) } })
  }

  get isOver(): boolean {
    return this.state.failure !== undefined || this.state.ready.isOver(this.state.snapshot)
  }

  /** The turn in which the caller is asked something. */
  get question(): OpenTurn | undefined {
    return [...this.state.turns.values()].find(({ effect, cancelled }) => cancelled !== true && effect.expect !== undefined && effect.listen?.speech === true)
  }

  /** Goes on until something is asked, or the call is over. */
  toQuestion(mostSteps = 60): OpenTurn | undefined {
    for (let count = 0; count < mostSteps && !this.isOver; count += 1) {
      if (this.question !== undefined) return this.question
      const event = this.nextEvent()
      if (event === undefined) return undefined
      this.take(event)
    }
    return undefined
  }

  /** What was heard in the turn, and what it was understood as: the event that the chart gets. */
  hears(fact: Utterance, interpretation: Interpretation): NewEvent | undefined {
    const event = becomeEvent(this.state, fact, interpretation)
    this.note({ kind: 'interpretation', body: { turnId: fact.turnId, interpretation } })
    this.note({ kind: 'fact', body: { number: this.state.lastFactNumber + 1, atMs: 0, fact } })
    if (event !== undefined) this.take(event)
    return event
  }

  take(event: NewEvent): void {
    this.note({ kind: 'event', body: event })
  }

  private note(note: Parameters<typeof entryOf>[0]): void {
    applyEntry(this.state, entryOf(note, this.state.sequence + 1, this.now()), this.versions)
  }

  private nextEvent(): NewEvent | undefined {
    const { turns, requests, checks, transfer, timers } = this.state
    const [turn] = [...turns.values()].filter(({ cancelled }) => cancelled !== true)
    const turnId = turn?.effect.turnId
    if (turn !== undefined && turnId !== undefined) {
      this.state.turns.delete(turnId)
      if (turn.effect.record !== undefined) return { type: 'turn.recorded', turnId, durationMs: pick(this.random, [0, 4_000]), endedBy: 'silence' }
      return turn.effect.listen === undefined ? { type: 'turn.finished', turnId } : { type: 'digits.entered', turnId, digits: pick(this.random, ['1', '2', '1234']), endedBy: 'max-count' }
    }
    const [requestId] = requests.keys()
    if (requestId !== undefined) return pick<NewEvent>(this.random, [{ type: 'request.succeeded', requestId, status: 200, body: {} }, { type: 'request.failed', requestId, cause: 'status', status: 404 }])
    const [checkId] = checks.keys()
    if (checkId !== undefined) return pick<NewEvent>(this.random, [{ type: 'hours.open', checkId }, { type: 'hours.closed', checkId, reason: 'hours' }])
    if (transfer !== undefined) {
      const { transferId } = transfer.effect
      if (transfer.connected) return { type: 'transfer.ended', transferId }
      return pick<NewEvent>(this.random, [{ type: 'transfer.connected', transferId, agentId: 'anna' }, { type: 'transfer.busy', transferId }, { type: 'transfer.failed', transferId, cause: 'gone' }])
    }
    const [timerId] = timers.keys()
    return timerId === undefined ? undefined : { type: 'timer.elapsed', timerId }
  }
}
