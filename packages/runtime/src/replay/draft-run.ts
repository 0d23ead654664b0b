import { callerLegId, type Interpretation } from '@callchart/protocol'
import { targetWords, understoodEvent, type CallEvent, type FlowManifest } from '@callchart/flow'
import type { CallEntry, CallNote, DispatchedBody, FactBody, LineBody } from '../call/entries.js'
import type { KnownVersions } from '../call/fold.js'
import type { ReadyVersion } from '../call/ready-version.js'
import type { CallState, OpenTurn } from '../call/state.js'
import { DraftCall, type Divergence } from './draft-call.js'
import { fitTurn, isCallerEvent, type CallerEvent, type Fitted } from './fitting.js'
import { listeningTurn, openTurns, speakingTurn, type Occasion } from './occasion.js'
import { RecordedAnswers } from './recorded-answers.js'
import type { RecordedCall } from './recorded-call.js'
import type { RecordedRun } from './recorded-run.js'
import { reinterpret, type Reinterpretation } from './reinterpret.js'
import type { ReplayedStep } from './stepped-call.js'

/** A recorded call on another version. */
export interface DraftRun {
  readonly state: CallState
  readonly steps: readonly ReplayedStep[]
  /** Where the recording could not tell any more what would have come. */
  readonly diverged?: Divergence
}

export interface DraftRunOptions {
  /** Utterances get the meaning that the draft's own model gives them; absent: that of the recording. */
  readonly reinterpret?: Reinterpretation
}

export interface DraftVersions {
  readonly first: ReadyVersion
  readonly versions: KnownVersions
  readonly nextVersion: (flow: string) => ReadyVersion | undefined
}

/** Gives everything that came in a recorded call to another version, at the same times. Timers are the draft's own. */
export function runDraft(call: RecordedCall, recorded: RecordedRun, versions: DraftVersions, options: DraftRunOptions): DraftRun {
  return new Retrial(call, recorded, versions, options).run()
}

/** The outcome of a turn as the bridge told it, and what it was understood as, until their event comes. */
interface Heard {
  readonly fact?: FactBody
  readonly line?: LineBody
  readonly interpretation?: Interpretation
}

const nothingOpen: Occasion = { late: false, speaking: false, hungUp: false }

class Retrial {
  private readonly draft: DraftCall
  private heard: Heard = {}

  constructor(
    private readonly call: RecordedCall,
    private readonly recorded: RecordedRun,
    versions: DraftVersions,
    private readonly options: DraftRunOptions,
  ) {
    const answers = new RecordedAnswers(call, recorded)
    const unknownFlows = new Set(recorded.steps.flatMap(({ effects }) => effects.flatMap((effect) => (effect.type === 'call.continue-with' ? [effect.flow] : []))))
    this.draft = new DraftCall({ call, ...versions, unknownFlows, answers, answersAnew: options.reinterpret !== undefined })
  }

  run(): DraftRun {
    const { draft } = this
    for (const entry of this.call.entries) {
      if (draft.diverged !== undefined) break
      draft.reach(entry.sequence)
      this.elapse(entry)
      if (draft.diverged === undefined) this.take(entry)
    }
    if (this.recorded.state.caller === 'gone' && draft.waitsInVain !== undefined) draft.diverge(`The draft ${draft.waitsInVain}, which the recording does not have.`)
    return { state: draft.state, steps: draft.again.steps, ...(draft.diverged !== undefined && { diverged: draft.diverged }) }
  }

  /** A timer that the recorded call had too falls due where it did there; any other at its own time. */
  private elapse({ at, sequence }: CallEntry): void {
    const { draft, recorded } = this
    const isDue = (deadline: number): boolean => {
      const twin = recorded.elapsed.get(deadline)
      return twin === sequence || (deadline <= at && (twin === undefined || twin < sequence))
    }
    const next = (): [string, number] | undefined => [...draft.state.timers].filter(([, deadline]) => isDue(deadline)).sort(([, one], [, other]) => one - other)[0]
    for (let due = next(); due !== undefined && draft.diverged === undefined; due = next()) {
      const [timerId, deadline] = due
      draft.give({ type: 'timer.elapsed', timerId }, recorded.elapsed.get(deadline) === sequence ? at : Math.min(deadline, at))
    }
  }

  private take(entry: CallEntry): void {
    const { at } = entry
    switch (entry.kind) {
      case 'interpretation':
        this.heard = { interpretation: entry.body.interpretation }
        return
      case 'fact':
        return this.takeFact(entry.body, at)
      case 'line':
        this.heard = { line: entry.body }
        // Legs are those of the recording; that the caller has left comes with its event.
        if (entry.body.fact.type !== 'line.left') this.draft.note({ kind: 'line', body: entry.body }, at)
        return
      case 'leg.began':
        this.draft.note({ kind: 'leg.began', body: entry.body }, at)
        return
      case 'event':
        this.takeEvent(entry.body, this.recorded.occasions.get(entry.sequence) ?? nothingOpen, entry.sequence)
        this.heard = {}
        return
      case 'effect.dispatched':
        this.dispatch(entry.body, at)
        return
      case 'effect.settled':
        return
    }
  }

  /** Legs are those of the recording; the outcome of a turn waits for its event, for which it gets another turn. */
  private takeFact(body: FactBody, at: number): void {
    const { fact } = body
    this.heard = { ...(fact.type === 'utterance' ? this.heard : {}), fact: body }
    const ofLeg = 'legId' in fact && fact.legId !== callerLegId
    if (fact.type === 'call.connected' || ofLeg) this.draft.note({ kind: 'fact', body }, at)
  }

  /** What humans did in the recording: who came, and where they sent the caller on to. */
  private dispatch({ leg, forward }: DispatchedBody, at: number): void {
    const { transfer } = this.draft.state
    if (transfer === undefined || (leg === undefined && forward === undefined)) return
    const { step, index } = transfer
    this.draft.note({ kind: 'effect.dispatched', step, body: { index, type: 'transfer.start', ...(leg !== undefined && { leg }), ...(forward !== undefined && { forward }) } }, at)
  }

  private takeEvent(event: CallEvent, occasion: Occasion, sequence: number): void {
    const { draft } = this
    const { at } = event
    if (isCallerEvent(event)) return this.takeCaller(event, occasion)
    if ('requestId' in event) return draft.arrive(sequence, at)
    if ('transferId' in event) return this.takeTransfer(event, occasion)
    switch (event.type) {
      case 'call.started':
        if (draft.state.step === 0) draft.give(withoutTime(event), at)
        return
      case 'caller.hung-up':
        return this.takeHangUp(event, occasion)
      case 'call.ended':
      case 'call.answered-by':
        return draft.give(withoutTime(event), at)
      case 'turn.finished':
        return this.giveTo(speakingTurn(draft.state), event)
      case 'turn.failed':
        return this.giveTo(openTurns(draft.state)[0], event)
      case 'turn.cancelled':
        return this.giveTo([...draft.state.turns.values()].find(({ cancelled }) => cancelled === true), event)
      case 'knowledge.sentence':
      case 'knowledge.answered':
      case 'knowledge.failed':
        return this.takeKnowledge(event, occasion)
      case 'timer.elapsed':
      case 'hours.open':
      case 'hours.closed':
      case 'hours.failed':
        return
    }
  }

  private takeCaller(event: CallerEvent, occasion: Occasion): void {
    const { draft } = this
    if (draft.hasEnded || occasion.late) return
    if (!occasion.speaking) draft.finishSpeech(event.at)
    if (draft.hasEnded || draft.diverged !== undefined) return
    const turn = listeningTurn(draft.state)
    const asked = occasion.turn
    if (turn === undefined || (asked !== undefined && asked.nodeId !== turn.effect.nodeId)) {
      const where = asked === undefined ? 'to a question' : `at node ${draft.named(asked.nodeId)}`
      return draft.diverge(`The caller answers ${where}, and the draft ${draft.doing}.`)
    }
    const { fitted, interpretation } = this.meaning(event, turn, asked)
    if ('misfit' in fitted) return draft.diverge(`At node ${draft.named(turn.effect.nodeId)} the draft does not expect ${fitted.misfit}: --reinterpret asks its own model.`)
    draft.give(fitted.event, event.at, this.heardIn(turn, interpretation))
  }

  private meaning(event: CallerEvent, turn: OpenTurn, asked: OpenTurn['effect'] | undefined): { readonly fitted: Fitted; readonly interpretation?: Interpretation } {
    const { interpretation, fact } = this.heard
    const utterance = fact?.fact
    if (this.options.reinterpret === undefined || utterance?.type !== 'utterance')
      return { fitted: fitTurn(event, turn, asked), ...(interpretation !== undefined && { interpretation }) }
    const anew = reinterpret(utterance, turn, this.draft.state, event.at, this.options.reinterpret)
    return { fitted: { event: understoodEvent(turn.effect.turnId, anew) }, interpretation: anew }
  }

  /** What the bridge heard, as heard in this turn. */
  private heardIn(turn: OpenTurn, interpretation: Interpretation | undefined): CallNote[] {
    const { fact: body } = this.heard
    if (body === undefined || !('turnId' in body.fact)) return []
    const turnId = this.draft.onWire(turn)
    const notes: CallNote[] = interpretation === undefined ? [] : [{ kind: 'interpretation', body: { turnId, interpretation } }]
    return [...notes, { kind: 'fact', body: { ...body, fact: { ...body.fact, turnId } } }]
  }

  private giveTo(turn: OpenTurn | undefined, { at, ...event }: Extract<CallEvent, { type: 'turn.finished' | 'turn.failed' | 'turn.cancelled' }>): void {
    if (turn === undefined) return
    this.draft.give({ ...event, turnId: turn.effect.turnId }, at, this.heardIn(turn, undefined))
  }

  private takeTransfer(event: Extract<CallEvent, { transferId: string }>, occasion: Occasion): void {
    const { draft } = this
    if (draft.hasEnded) return
    if (!occasion.speaking) draft.finishSpeech(event.at)
    const { transfer } = draft.state
    if (draft.hasEnded || draft.diverged !== undefined) return
    if (transfer === undefined || (occasion.transferTo !== undefined && targetWords(transfer.effect.target) !== occasion.transferTo))
      return draft.diverge(`The recorded caller is transferred to ${occasion.transferTo ?? 'somebody unknown'}, and the draft ${draft.doing}.`)
    draft.give({ ...withoutTime(event), transferId: transfer.effect.transferId }, event.at)
  }

  /** A caller who hangs up at a question may do so at the same question of the draft; at any other nobody knows. */
  private takeHangUp(event: Extract<CallEvent, { type: 'caller.hung-up' }>, occasion: Occasion): void {
    const { draft } = this
    if (!draft.hasEnded && (occasion.hungUp || !occasion.speaking)) draft.finishSpeech(event.at)
    if (draft.diverged !== undefined) return
    const unknown = draft.hasEnded ? undefined : this.unknownAtHangUp(occasion)
    if (unknown !== undefined) return draft.diverge(unknown)
    const { fact: body, line } = this.heard
    const notes: CallNote[] = line !== undefined ? [{ kind: 'line', body: line }] : body === undefined ? [] : [{ kind: 'fact', body }]
    draft.give(withoutTime(event), event.at, notes)
  }

  private unknownAtHangUp(occasion: Occasion): string | undefined {
    const { draft } = this
    if (occasion.hungUp) return `The recorded flow hung up here, and the draft ${draft.doing}.`
    const listening = listeningTurn(draft.state)?.effect.nodeId
    const isElsewhere = listening !== undefined && occasion.listeningNode !== undefined && listening !== occasion.listeningNode
    const { transfer } = draft.state
    if (isElsewhere || (transfer !== undefined && targetWords(transfer.effect.target) !== occasion.transferTo) || draft.waitsInVain !== undefined)
      return `The caller hangs up${occasion.listeningNode === undefined ? '' : ` at node ${draft.named(occasion.listeningNode)}`}, and the draft ${draft.doing}.`
    return undefined
  }

  private takeKnowledge(event: Extract<CallEvent, { questionId: string }>, occasion: Occasion): void {
    const { draft } = this
    const open = [...draft.state.questions.values()].find(({ effect }) => effect.nodeId === occasion.question?.nodeId)
    if (open === undefined) return
    const { questionId, nodeId } = open.effect
    const isKnown = event.type !== 'knowledge.answered' || event.entryId === undefined || this.knows(nodeId, event.entryId)
    if (!isKnown) return draft.diverge(`Node ${draft.named(nodeId)} has no entry "${event.type === 'knowledge.answered' ? event.entryId : ''}" in the draft: --reinterpret looks for another.`)
    draft.give({ ...withoutTime(event), questionId }, event.at)
  }

  private knows(nodeId: string, entryId: string): boolean {
    // A version that was stored before there were any nodes of the kind lists none.
    const sources: FlowManifest['knowledge'] | undefined = this.draft.state.ready.manifest.knowledge
    return (sources ?? []).some(({ node, entries }) => node === nodeId && entries.some(({ id }) => id === entryId))
  }
}

type Timeless<Event> = Event extends CallEvent ? Omit<Event, 'at'> : never

function withoutTime<Event extends CallEvent>({ at: _at, ...event }: Event): Timeless<Event> {
  return event as unknown as Timeless<Event>
}
