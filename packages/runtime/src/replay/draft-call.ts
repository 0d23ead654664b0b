import { targetWords, type CallEvent } from '@callchart/flow'
import { entryOf, type CallNote, type NewEvent } from '../call/entries.js'
import type { KnownVersions } from '../call/fold.js'
import type { ReadyVersion } from '../call/ready-version.js'
import { settledNote } from '../call/settled-note.js'
import { isCallOver, wireTurnId, type CallState, type OpenTurn } from '../call/state.js'
import { answerFromEntries } from '../knowledge/faq.js'
import { listeningTurn, nodeName, noteAsked, speakingTurn, type RequestPlace } from './occasion.js'
import type { ClaimedAnswer, RecordedAnswers, RequestAnswer } from './recorded-answers.js'
import type { RecordedCall } from './recorded-call.js'
import { SteppedCall, type ReplayedStep } from './stepped-call.js'

/** Where a draft and a recording part: what the one waits for, the other does not have. */
export interface Divergence {
  /** The last step that the draft took. */
  readonly step: number
  /** In plain words, whole sentences. */
  readonly reason: string
}

interface AwaitedAnswer {
  readonly place: RequestPlace
  readonly answer: ClaimedAnswer
}

/** A chart that takes this many steps by itself goes in circles. */
const mostOwnSteps = 500

export interface DraftCallParts {
  readonly call: RecordedCall
  readonly first: ReadyVersion
  /** Those that the call went on with, and the draft. */
  readonly versions: KnownVersions
  /** The version that the call goes on with when a chart names another flow. */
  readonly nextVersion: (flow: string) => ReadyVersion | undefined
  /** Flows that the recorded call was to go on with and that did not exist. */
  readonly unknownFlows: ReadonlySet<string>
  readonly answers: RecordedAnswers
  /** Entries answer questions of callers anew. */
  readonly answersAnew: boolean
}

/** A recorded call on another version: takes what it is given, and gets by itself what others answered in the recording. */
export class DraftCall {
  readonly again: SteppedCall
  diverged: Divergence | undefined
  private sequence = 0
  private reached = 0
  private ownSteps = 0
  private readonly awaited = new Map<string, AwaitedAnswer>()
  private continuing: { readonly flow: string; readonly index: number } | undefined

  constructor(private readonly parts: DraftCallParts) {
    this.again = new SteppedCall(parts.call.origin, parts.first, parts.versions)
  }

  get state(): CallState {
    return this.again.state
  }

  /** The chart has hung up, or cannot go on: only the end of the line is of interest. */
  get hasEnded(): boolean {
    const { state } = this
    return state.hangUp !== undefined || state.failure !== undefined || state.ready.isOver(state.snapshot) || isCallOver(state)
  }

  /** The recording has come to this entry. */
  reach(sequence: number): void {
    this.reached = sequence
    this.ownSteps = 0
  }

  note(note: CallNote, at: number): ReplayedStep | undefined {
    this.sequence += 1
    return this.again.take(entryOf(note, this.sequence, at))
  }

  /** A step of the chart, and those that follow from it at once. */
  give(event: NewEvent, at: number, before: readonly CallNote[] = []): void {
    this.step(event, at, before)
    for (let next = this.nextOwn(); next !== undefined && this.diverged === undefined; next = this.nextOwn()) this.step(next, at)
    this.continueWithNext(at)
  }

  diverge(reason: string): void {
    this.diverged ??= { step: this.state.step, reason }
  }

  /** Prompts that nobody can answer end by themselves. */
  finishSpeech(at: number): void {
    for (let turn = speakingTurn(this.state); turn !== undefined && this.diverged === undefined; turn = speakingTurn(this.state)) {
      const fact = { type: 'turn.finished', turnId: this.onWire(turn) } as const
      this.give({ type: 'turn.finished', turnId: turn.effect.turnId }, at, [{ kind: 'fact', body: { number: 0, atMs: this.state.clockMs, fact } }])
    }
  }

  /** The answer of a request is here: whoever waits for it gets it. */
  arrive(sequence: number, at: number): void {
    for (const [requestId, { answer }] of this.awaited) {
      if (typeof answer === 'object' && answer.sequence === sequence) return this.give(this.readdressed(requestId, answer.event), at)
    }
  }

  /** What the draft waits for that the recording does not have, in plain words; absent: nothing. */
  get waitsInVain(): string | undefined {
    const { caller, transfer } = this.state
    if (caller !== 'gone' && (listeningTurn(this.state) ?? speakingTurn(this.state) ?? transfer) !== undefined) return undefined
    const open = [...this.awaited].find(([requestId, { answer }]) => answer === 'never-asked' && this.state.requests.has(requestId))
    return open === undefined ? undefined : `waits for an answer to the request of node ${this.named(open[1].place.nodeId)}`
  }

  /** What the draft does just now, in plain words. */
  get doing(): string {
    const turn = listeningTurn(this.state)
    if (turn !== undefined) return `asks at node ${this.named(turn.effect.nodeId)}`
    if (this.state.transfer !== undefined) return `transfers the caller to ${targetWords(this.state.transfer.effect.target)}`
    if (this.waitsInVain !== undefined) return this.waitsInVain
    return this.hasEnded ? 'has ended the call' : `is in ${this.state.ready.statePath(this.state.snapshot).join('.')}`
  }

  named(nodeId: string): string {
    return nodeName(this.state.ready.manifest, nodeId)
  }

  onWire({ effect }: OpenTurn): string {
    return wireTurnId(this.state.chapter, effect.turnId)
  }

  private step(event: NewEvent, at: number, before: readonly CallNote[] = []): void {
    this.ownSteps += 1
    if (this.ownSteps > mostOwnSteps) return this.diverge(`The draft takes ${mostOwnSteps} steps without waiting for anybody.`)
    const settled = settledNote(this.state, event)
    for (const note of [...before, ...settled]) this.note(note, at)
    const taken = this.note({ kind: 'event', body: event }, at)
    if (taken !== undefined) this.noteEffects(taken)
  }

  private noteEffects({ effects }: ReplayedStep): void {
    const requests = new Map<string, RequestPlace>()
    noteAsked({ requests, questions: new Map() }, effects, this.state.shown.path)
    for (const [requestId, place] of requests) this.awaited.set(requestId, { place, answer: this.parts.answers.claimRequest(place) })
    for (const [index, effect] of effects.entries()) if (effect.type === 'call.continue-with') this.continuing = { flow: effect.flow, index }
  }

  /** What others answer at once: calendars, entries, and requests whose answer the recording has had before. */
  private nextOwn(): NewEvent | undefined {
    const { checks, requests, questions } = this.state
    for (const { effect } of checks.values()) return this.hoursOf(effect.checkId, effect.calendar)
    for (const [requestId, { answer }] of this.awaited)
      if (typeof answer === 'object' && answer.sequence < this.reached && requests.has(requestId)) return this.readdressed(requestId, answer.event)
    if (!this.parts.answersAnew) return undefined
    for (const { effect } of questions.values()) if (effect.source === 'faq') return this.answerAnew(effect.questionId)
    return undefined
  }

  private hoursOf(checkId: string, calendar: string): NewEvent | undefined {
    const answer = this.parts.answers.claimHours(calendar)
    if (answer !== undefined) return untimed({ ...answer, checkId })
    this.diverge(`The draft asks for the hours of calendar "${calendar}", which the recording does not have.`)
    return undefined
  }

  private readdressed(requestId: string, answer: RequestAnswer): NewEvent {
    this.awaited.delete(requestId)
    return untimed({ ...answer, requestId })
  }

  private answerAnew(questionId: string): NewEvent | undefined {
    const open = this.state.questions.get(questionId)
    if (open === undefined) return undefined
    const { effect } = open
    const knowledge = this.state.ready.knowledgeOf(effect.nodeId, effect.language)
    const none = { fence: new Map(), saidBefore: [], bannedIn: () => undefined }
    const answer = answerFromEntries({ effect, retriever: knowledge?.retriever, entries: knowledge?.entries ?? new Map(), ...none })
    if (answer.type === 'answered' && answer.source === 'faq')
      return { type: 'knowledge.answered', questionId, source: 'faq', entryId: answer.entryId, confidence: answer.confidence }
    return { type: 'knowledge.failed', questionId, cause: 'no-answer' }
  }

  /** As a live call goes on with another main flow: its attributes are what the variables were. */
  private continueWithNext(at: number): void {
    const { continuing, state } = this
    if (continuing === undefined || this.diverged !== undefined) return
    this.continuing = undefined
    const { flow, index } = continuing
    const next = this.parts.nextVersion(flow)
    if (next === undefined && this.parts.unknownFlows.has(flow)) {
      this.note({ kind: 'effect.settled', step: state.step, body: { index, type: 'call.continue-with', outcome: 'unknown-flow' } }, at)
      return
    }
    if (next === undefined) return this.diverge(`The draft goes on with flow "${flow}", which the recorded call did not.`)
    const { callId, direction, ani, dnis, variables } = state.origin
    const carried = { ...variables, ...state.ready.variablesOf(state.snapshot) }
    const call = { callId, direction, variables: carried, ...(ani === undefined ? {} : { ani }), ...(dnis === undefined ? {} : { dnis }) }
    const body = { index, type: 'call.continue-with', outcome: 'continued', next: { flow, version: next.version } } as const
    this.awaited.clear()
    this.give({ type: 'call.started', call }, at, [{ kind: 'effect.settled', step: state.step, body }])
  }
}

/** An event before it gets its time; the fields of one type stay together. */
function untimed<Event extends CallEvent>({ at: _at, ...event }: Event): NewEvent {
  return event as unknown as NewEvent
}
