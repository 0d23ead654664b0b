import {
  answerOfEntries,
  EndWatch,
  exampleAnswer,
  namedTransitions,
  targetName,
  SimulatedCall,
  wordsFor,
  type Calendar,
  type CallEvent,
  type CompiledFlow,
  type ExploredFlow,
  type SimulatedAnswer,
  type SimulationOptions,
  type TestAnswer,
  type TestStart,
  type TransferEffect,
  type VariableValue,
  type WatchedStep,
} from '@callchart/flow'
import { createRetriever } from '@callchart/nlu'
import { noteOfEffect, noteOfEvent } from './notes.js'
import type { Entry, Held, Input, Meaning, Moment, Note, Offers, Suggestion } from './moment.js'
import { hearingOf, type Hear } from './understanding.js'

/** A flow made ready for being talked to, any number of times. */
export interface PlayableFlow {
  readonly compiled: CompiledFlow
  readonly explored: ExploredFlow
  readonly calendars: ReadonlyMap<string, Calendar>
  readonly hear: Hear
  readonly know: SimulationOptions['knowledge']
}

export const readyFlow = (explored: ExploredFlow, calendars: ReadonlyMap<string, Calendar>): PlayableFlow => ({
  compiled: explored.compiled,
  explored,
  calendars,
  hear: hearingOf(explored.compiled),
  know: answerOfEntries(explored.compiled, createRetriever),
})

type Stage = NonNullable<Offers['transfer']>['stage']

const stageAfter: Readonly<Partial<Record<CallEvent['type'], Stage>>> = { 'transfer.queued': 'queued', 'transfer.ringing': 'ringing', 'transfer.connected': 'connected' }

const mostSuggestions = 8
const mostOfCircle = 12

const asSimulated = (answer: TestAnswer): SimulatedAnswer => ('status' in answer ? { status: answer.status, body: (answer.body ?? null) as VariableValue } : answer)

/** A simulated call that is told moment by moment. The same inputs lead to the same moments. */
export class Session {
  readonly moments: Moment[] = []
  readonly #flow: PlayableFlow
  readonly #start: TestStart
  readonly #call: SimulatedCall
  readonly #ends = new EndWatch()
  readonly #requests = new Map<string, string>()
  readonly #beganAt: number
  #entries: Entry[] = []
  #path: string[] = []
  #taken: string[] = []
  #node = ''
  #stage: Stage = 'asked'
  #means: Meaning | undefined
  #doing: Input['type'] | undefined
  #variables: Readonly<Record<string, VariableValue>>

  constructor(flow: PlayableFlow, start: TestStart) {
    this.#flow = flow
    this.#start = start
    this.#beganAt = start.at === undefined ? 0 : Date.parse(start.at)
    this.#variables = (flow.compiled.config.context as { variables?: Record<string, VariableValue> }).variables ?? {}
    const { direction, ani, dnis, language, variables } = start
    this.#call = new SimulatedCall(flow.explored.machine, {
      startsAt: this.#beganAt,
      call: {
        direction,
        ...(ani !== undefined && ani !== '' && { ani }),
        ...(dnis !== undefined && dnis !== '' && { dnis }),
        variables: { ...(variables as Record<string, VariableValue>), ...(language !== undefined && { language }) },
      },
      calendars: flow.calendars,
      interpret: (alternatives, expectation, language) => this.#understand(alternatives, expectation, language),
      holds: (effect) => this.#holds(effect),
      http: () => this.#answerOf(this.#node) ?? { failure: 'nobody answers' },
      ...(flow.know !== undefined && { knowledge: flow.know }),
      watch: (watched, event) => this.#watch(watched, event),
    })
    this.#close(undefined)
  }

  get events(): readonly CallEvent[] {
    return this.#call.events
  }

  get call(): Pick<SimulatedCall, 'question' | 'isOver' | 'held'> {
    return this.#call
  }

  /** Does it; returns why it cannot be done. */
  take(input: Input): string | undefined {
    if (this.#call.isOver) return 'The call is over.'
    if (this.#call.isHungUp && input.type !== 'waits' && input.type !== 'answers' && input.type !== 'hours') return 'The line is closed.'
    this.#entries.push({ type: 'caller', input })
    this.#doing = input.type
    try {
      this.#act(input)
    } catch (error) {
      this.#entries = []
      return error instanceof Error ? error.message : String(error)
    }
    this.#close(input)
    return undefined
  }

  #act(input: Input): void {
    const call = this.#call
    switch (input.type) {
      case 'says':
        this.#means = input.means
        return call.says(input.text)
      case 'presses':
        return call.presses(input.keys)
      case 'staysSilent':
        return call.staysSilent()
      case 'leavesMessage':
        return call.leavesMessage(input.durationMs)
      case 'hangsUp':
        return call.hangsUp()
      case 'soundFails':
        return call.turnFails('simulated')
      case 'endsFromOutside':
        return call.endsFromOutside('operator')
      case 'machineAnswers':
        return call.isAnsweredBy('machine')
      case 'waits':
        return call.advance(input.ms)
      case 'answers':
        return this.#answers(input)
      case 'hours':
        return this.#tellHours(input)
      case 'transfer':
        return this.#transfer(input)
    }
  }

  #answers({ node, answer }: Extract<Input, { type: 'answers' }>): void {
    const held = this.#call.held.find((each) => each.type === 'request.send' && (node === '' || this.#requests.get(each.requestId) === node))
    if (held?.type !== 'request.send') throw new Error(`"${node}" waits for no answer.`)
    this.#call.requestIsAnswered(held.requestId, asSimulated(answer))
  }

  #tellHours({ hours }: Extract<Input, { type: 'hours' }>): void {
    const held = this.#call.held.find(({ type }) => type === 'hours.check')
    if (held?.type !== 'hours.check') throw new Error('Nobody asks for the hours.')
    this.#call.hoursAre(held.checkId, hours)
  }

  #transfer({ outcome, position = 1 }: Extract<Input, { type: 'transfer' }>): void {
    const call = this.#call
    switch (outcome) {
      case 'queued':
        return call.waitsInQueue(position, position * 45_000)
      case 'ringing':
        return call.agentIsOffered()
      case 'connected':
        return call.agentAnswers()
      case 'busy':
        return call.agentIsBusy()
      case 'no-answer':
        return call.nobodyAnswers()
      case 'declined':
        return call.agentDeclines()
      case 'failed':
        return call.transferFails('simulated')
      case 'overflow':
        return call.queueIsFull()
      case 'closed':
        return call.queueIsClosed()
      case 'ended':
        return call.agentLeaves()
      case 'referred':
        return call.isReferred()
    }
  }

  #understand(...[alternatives, expectation, language]: Parameters<SimulationOptions['interpret']>): ReturnType<SimulationOptions['interpret']> {
    const heard = this.#flow.hear(alternatives, expectation, language, this.#call.now, this.#means)
    this.#means = undefined
    const index = this.#entries.findLastIndex(({ type }) => type === 'caller')
    const entry = this.#entries[index]
    if (entry?.type === 'caller') this.#entries[index] = { ...entry, heard }
    return heard.interpretation
  }

  #holds(effect: Parameters<NonNullable<SimulationOptions['holds']>>[0]): boolean {
    switch (effect.type) {
      case 'request.send':
        return this.#answerOf(this.#node) === undefined
      case 'hours.check':
        return this.#start.asksHours === true || !this.#flow.calendars.has(effect.calendar)
      case 'knowledge.ask':
        return false
    }
  }

  /** What the requests of a node get without being asked about. */
  #answerOf(node: string): SimulatedAnswer | undefined {
    const answer = Object.hasOwn(this.#start.answers, node) ? this.#start.answers[node] : undefined
    return answer === undefined ? undefined : asSimulated(answer)
  }

  #watch({ effects, taken }: WatchedStep, event: CallEvent): void {
    this.#ends.note(event, effects)
    this.#taken.push(...namedTransitions(this.#flow.explored.machine, taken).map(({ id }) => id))
    this.#stage = stageAfter[event.type] ?? this.#stage
    // What the person at the simulator answers is told as their deed.
    if (this.#doing !== 'answers' && this.#doing !== 'hours') this.#tell(noteOfEvent(event, (requestId) => this.#requests.get(requestId) ?? ''))
    for (const effect of effects) {
      if (effect.type === 'node.entered') {
        this.#node = effect.nodeId
        this.#path.push(effect.nodeId)
      }
      if (effect.type === 'request.send') this.#requests.set(effect.requestId, this.#node)
      if (effect.type === 'transfer.start') this.#stage = 'asked'
      if (effect.type === 'turn.start' || effect.type === 'turn.append') {
        for (const { text, nodeId = effect.nodeId } of effect.prompts) if (text.trim() !== '') this.#entries.push({ type: 'bot', text, nodeId })
      }
      this.#tell(noteOfEffect(effect, this.#node))
    }
  }

  #tell(note: Note | undefined): void {
    if (note !== undefined) this.#entries.push({ type: 'note', note })
  }

  #close(input: Input | undefined): void {
    if (this.#call.isEndless) this.#cutCircle()
    const { variables, statePath } = this.#call
    const names = Object.keys(variables).filter((name) => JSON.stringify(variables[name]) !== JSON.stringify(this.#variables[name]))
    const [place] = statePath
    this.moments.push({
      input,
      entries: this.#entries,
      path: this.#path,
      active: place === undefined || place === 'idle' || place === 'ended' || this.#call.isOver ? undefined : this.#node === '' ? place : this.#node,
      variables,
      changed: names,
      atMs: this.#call.now - this.#beganAt,
      offers: this.#offers(),
      taken: [...new Set(this.#taken)],
      end: this.#call.isOver ? this.#ends.end : undefined,
    })
    this.#variables = variables
    this.#entries = []
    this.#path = []
    this.#taken = []
  }

  /** A few rounds tell enough. */
  #cutCircle(): void {
    this.#entries = [...this.#entries.slice(0, mostOfCircle), { type: 'note', note: { about: 'circle' } }]
    this.#path = this.#path.slice(0, mostOfCircle)
  }

  #offers(): Offers {
    const { question, transfer, dueInMs, isHungUp, isOver } = this.#call
    const digits = question?.listen?.digits
    return {
      node: question?.nodeId,
      hearsWords: question?.listen?.speech === true,
      takesKeys: digits !== undefined || question?.record !== undefined,
      globalKeys: question?.expect?.keys ?? {},
      records: question?.record !== undefined,
      keyCount: question?.expect?.value === undefined ? undefined : digits?.minCount,
      terminator: digits?.terminator,
      suggestions: question?.listen?.speech === true ? this.#suggestions() : [],
      held: this.#call.held.flatMap((held): Held[] => {
        if (held.type === 'hours.check') return [{ type: 'hours', id: held.checkId, calendar: held.calendar }]
        if (held.type !== 'request.send') return []
        const node = this.#requests.get(held.requestId) ?? ''
        return [{ type: 'request', id: held.requestId, node, method: held.method, url: held.url, body: held.body, example: exampleAnswer(this.#flow.explored, node) }]
      }),
      transfer: transfer === undefined ? undefined : { queue: targetName(transfer.target), sort: sortOf(transfer), stage: this.#stage, summary: transfer.summary },
      mayBeMachine: this.#mayBeMachine,
      dueInMs,
      isHungUp,
      isOver,
    }
  }

  /** Only a call that we place is answered by machines, and only until somebody has answered a question. */
  get #mayBeMachine(): boolean {
    const { direction } = this.#start
    return direction === 'outbound' && this.#call.mayBeMachine
  }

  #suggestions(): Suggestion[] {
    const { question } = this.#call
    const { intents = [], auxiliary = [], keyIntents = [] } = question?.expect ?? { intents: [], keyIntents: [] }
    const language = question?.listen?.language ?? ''
    const words = (id: string): string => wordsFor(this.#flow.compiled.manifest, language, id)
    return [
      ...intents.map((id): Suggestion => ({ kind: 'intent', id, text: words(id) })),
      ...auxiliary.map((id): Suggestion => ({ kind: 'auxiliary', id, text: words(id) })),
      ...keyIntents.map((id): Suggestion => ({ kind: 'key-intent', id, text: words(id) })),
    ].slice(0, mostSuggestions)
  }
}

const sortOf = ({ target, mode }: TransferEffect): NonNullable<Offers['transfer']>['sort'] => (target.type === 'queue' ? 'queue' : mode === 'refer' ? 'refer' : 'line')

export interface Played {
  readonly moments: readonly Moment[]
  /** Why the inputs from here on could not be given. */
  readonly refused?: { readonly index: number; readonly reason: string }
}

/** Folds the inputs over a new call; what cannot be done ends it. */
export function playInputs(flow: PlayableFlow, start: TestStart, inputs: readonly Input[]): Played {
  const session = new Session(flow, start)
  for (const [index, input] of inputs.entries()) {
    const reason = session.take(input)
    if (reason !== undefined) return { moments: session.moments, refused: { index, reason } }
  }
  return { moments: session.moments }
}
