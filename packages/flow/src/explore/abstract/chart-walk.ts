import type { AnyStateNode, AnyTransitionDefinition } from 'xstate'
import type { FlowMachine } from '../../contract/compiled.js'
import { applyAction, type ActionPlace } from './apply-action.js'
import { eventsAt, type ChartEvent, type ChartGlobals } from './chart-events.js'
import { ChartTurns, statesWithin } from './chart-turns.js'
import { factsAtStart, fieldsOf, keyOf, namedPart, type Facts, type NamedPart } from './facts.js'
import { judgeGuard } from './judge-guard.js'

/** A place that a call may be at: in the middle of a step, or waiting for what comes. */
interface Stop {
  readonly leaf: AnyStateNode
  readonly facts: Facts
  /** What the running step takes; absent: the call waits. */
  readonly event: ChartEvent | undefined
}

export interface WalkOptions {
  /** Variables whose truth is followed. */
  readonly truths: readonly string[]
  readonly forgets: boolean
}

const ancestorsOf = (state: AnyStateNode): AnyStateNode[] => (state.parent === undefined ? [state] : [state, ...ancestorsOf(state.parent)])

const isWithin = (state: AnyStateNode, outer: AnyStateNode): boolean => ancestorsOf(state).includes(outer)

export const leafOf = (state: AnyStateNode): AnyStateNode => {
  const target = (state.initial as { readonly target?: readonly AnyStateNode[] } | undefined)?.target?.[0]
  return target === undefined ? state : leafOf(target)
}

export const targetOf = ({ target }: AnyTransitionDefinition): AnyStateNode | undefined => (target as readonly AnyStateNode[] | undefined)?.[0]

const enteredNode = (state: AnyStateNode): string | undefined => {
  const enter = (state.entry as readonly unknown[]).map(namedPart).find(({ type }) => type === 'enterNode')
  return enter === undefined ? undefined : String(enter.params)
}

const nodeOf = (state: AnyStateNode): string => ancestorsOf(state).map(enteredNode).find((node) => node !== undefined) ?? ''

/** `turn.*` before `*`, after what names the event itself; as XState has it. */
const candidatesOf = (state: AnyStateNode, type: string): AnyTransitionDefinition[] => {
  const [family = ''] = type.split('.')
  return [type, `${family}.*`, '*'].flatMap((descriptor) => [...(state.transitions.get(descriptor) ?? [])])
}

/** Goes through a chart without running it: everything that may be taken is taken, whatever it cannot tell is taken both ways. */
export class ChartWalk {
  readonly taken = new Set<AnyTransitionDefinition>()
  /** States that a call may wait in or pass through. */
  readonly entered = new Set<AnyStateNode>()
  /** Questions that may be asked within the answer to a global question. */
  readonly asksAway = new Set<AnyStateNode>()
  readonly #offered = new Set<AnyTransitionDefinition>()
  readonly #given = new Map<AnyStateNode, Set<string>>()
  readonly #turns: ChartTurns
  readonly #globals: ChartGlobals
  readonly #sent = new Set<string>()
  readonly #routes: ReadonlySet<unknown>
  readonly #forgets: boolean
  readonly #longest = new Map<string, number>()
  /** Places that the caller can come back to, and whether they were come to within the answer to a global question. */
  readonly #heardAt = new Set<string>()
  readonly #waits: Stop[] = []
  #open: Stop[] = []

  constructor({ root }: FlowMachine, { truths, forgets }: WalkOptions) {
    this.#turns = new ChartTurns(root)
    this.#globals = fieldsOf(fieldsOf(root.machine.config.context).globals) as unknown as ChartGlobals
    this.#routes = new Set(statesWithin(root).flatMap(placeOf))
    this.#forgets = forgets
    this.#visit({ leaf: leafOf(root), facts: { ...factsAtStart, truths: Object.fromEntries(truths.map((name) => [name, false])) }, event: undefined })
    this.#goOn()
  }

  /** Its turn came, but its guard did not hold. */
  wasOffered(transition: AnyTransitionDefinition): boolean {
    return this.#offered.has(transition)
  }

  /** Something of this type was told to a call within the state, whoever took it. @param descriptor as the chart has it: `turn.*`, `*` */
  wasGiven(state: AnyStateNode, descriptor: string): boolean {
    const given = [...(this.#given.get(state) ?? [])]
    return given.some((type) => descriptor === '*' || descriptor === type || (descriptor.endsWith('.*') && type.startsWith(descriptor.slice(0, -1))))
  }

  #goOn(): void {
    for (let known = -1; known !== this.#sent.size + this.#heardAt.size; ) {
      known = this.#sent.size + this.#heardAt.size
      for (let stop = this.#open.pop(); stop !== undefined; stop = this.#open.pop()) this.#leave(stop)
      this.#open = [...this.#waits]
    }
  }

  /** A place that was seen with as long a queue is not looked at again. */
  #visit(stop: Stop): void {
    const { leaf, facts, event } = stop
    const key = `${leaf.id} ${event?.type ?? ''} ${event?.node ?? ''} ${keyOf(facts)}`
    const longest = this.#longest.get(key)
    if (longest !== undefined && longest >= facts.queued) return
    this.#longest.set(key, facts.queued)
    for (const state of ancestorsOf(leaf)) this.entered.add(state)
    if (facts.away && leaf.key === 'asking') this.asksAway.add(leaf)
    for (const place of placeOf(leaf)) this.#heardAt.add(`${place} ${facts.away}`)
    if (event === undefined || isHub(leaf)) this.#waits.push(stop)
    this.#open.push(stop)
  }

  #leave(stop: Stop): void {
    if (stop.event !== undefined) return this.#settle(stop, stop.event)
    if (stop.leaf.type === 'final') return
    for (const event of this.#eventsAt(stop)) this.#give(stop, event)
  }

  #eventsAt({ leaf, facts }: Stop): ChartEvent[] {
    if (leaf.transitions.has('call.started')) return [{ type: 'call.started' }]
    return eventsAt(facts, this.#turns, this.#globals, this.#sent)
  }

  /** The first state from the inside out that takes the event does. */
  #give({ leaf, facts }: Stop, event: ChartEvent): void {
    const told: Facts = event.type === 'transfer.connected' ? { ...facts, transfer: 'connected' } : facts
    for (const state of ancestorsOf(leaf)) this.#note(state, event)
    for (const state of ancestorsOf(leaf)) if (this.#takeFirst(candidatesOf(state, event.type), leaf, told, event)) return
  }

  #note(state: AnyStateNode, { type }: ChartEvent): void {
    const types = this.#given.get(state) ?? new Set<string>()
    this.#given.set(state, types.add(type))
  }

  /** Transitions without an event follow at once, until none holds. */
  #settle({ leaf, facts }: Stop, event: ChartEvent): void {
    for (const state of ancestorsOf(leaf)) if (this.#takeFirst(state.always ?? [], leaf, facts, event)) return
    this.#visit({ leaf, facts, event: undefined })
  }

  /** Tells whether one of them is taken in any case. */
  #takeFirst(candidates: readonly AnyTransitionDefinition[], leaf: AnyStateNode, facts: Facts, event: ChartEvent): boolean {
    const refused = new Set<unknown>()
    for (const candidate of candidates) {
      if (this.#isOneOf(refused, facts)) return true
      const guard = candidate.guard === undefined ? undefined : namedPart(candidate.guard)
      const verdict = this.#isNoWayBack(guard, facts) ? 'no' : judgeGuard(guard, facts, event, this.#globals, this.#routes)
      this.#offered.add(candidate)
      if (verdict !== 'no') this.#take(candidate, leaf, facts, event)
      if (verdict === 'yes') return true
      if (guard?.type === 'routeTo') refused.add(guard.params)
      if (guard?.type === 'backFrom') refused.add(fieldsOf(guard.params).intent)
    }
    return false
  }

  /** The caller comes back only to where a call came before; within the answer to a global question only to what was asked there. */
  #isNoWayBack(guard: NamedPart | undefined, { away }: Facts): boolean {
    if (guard?.type !== 'routeTo') return false
    const place = String(guard.params)
    return !this.#heardAt.has(`${place} true`) && (away || !this.#heardAt.has(`${place} false`))
  }

  /** Where the guards together name every place to come back to, or every global question to come back from, one of them holds. */
  #isOneOf(named: ReadonlySet<unknown>, { route, away }: Facts): boolean {
    const isAll = (wanted: Iterable<unknown>): boolean => named.size > 0 && [...wanted].every((each) => named.has(each))
    return (route && isAll(this.#routes)) || (away && isAll(this.#globals.auxiliary))
  }

  #take(transition: AnyTransitionDefinition, leaf: AnyStateNode, facts: Facts, event: ChartEvent): void {
    this.taken.add(transition)
    const target = targetOf(transition)
    const own = this.#act([facts], transition.actions, transition.source, event)
    if (target === undefined) {
      for (const next of own) this.#visit({ leaf, facts: next, event })
      return
    }
    const domain = domainOf(transition.source, target)
    const left = ancestorsOf(leaf).filter((state) => state !== domain && isWithin(state, domain))
    const exited = left.reduce((all, state) => this.#act(all, state.exit, state, event), [facts])
    const moved = this.#act(exited, transition.actions, transition.source, event)
    const next = leafOf(target)
    const entered = ancestorsOf(next).filter((state) => state !== domain && isWithin(state, domain)).reverse()
    const after = entered.reduce((all, state) => this.#act(all, state.entry, state, event), moved)
    for (const each of after) this.#visit({ leaf: next, facts: each, event })
  }

  #act(all: readonly Facts[], actions: readonly unknown[], state: AnyStateNode, event: ChartEvent): Facts[] {
    const place: ActionPlace = { node: nodeOf(state), turns: this.#turns, sent: this.#sent, forgets: this.#forgets }
    return actions.map(namedPart).reduce<Facts[]>((before, action) => before.flatMap((facts) => applyAction(facts, action, event, place)), [...all])
  }
}

/** The innermost state that holds source and target and is not left. */
const domainOf = (source: AnyStateNode, target: AnyStateNode): AnyStateNode => {
  if (isWithin(target, source)) return source
  const outer = ancestorsOf(target).slice(1).find((state) => isWithin(source, state))
  return outer ?? source.machine.root
}

/** It leads back to wherever the caller was. */
const isHub = ({ always }: AnyStateNode): boolean => (always ?? []).some(({ guard }) => namedPart(guard).type === 'routeTo')

/** `<node>.<state>` of a state that the caller can come back to. */
const placeOf = (state: AnyStateNode): string[] => {
  const begin = (state.entry as readonly unknown[]).map(namedPart).find(({ type }) => type === 'beginTurn')
  const named = fieldsOf(begin?.params).state
  return typeof named === 'string' ? [`${nodeOf(state)}.${named}`] : []
}
