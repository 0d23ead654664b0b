import type { AnyStateNode, AnyTransitionDefinition } from 'xstate'
import { ChartWalk } from './abstract/chart-walk.js'
import { statesWithin } from './abstract/chart-turns.js'
import { fieldsOf, namedPart } from './abstract/facts.js'
import type { ExploredFlow } from './explored-flow.js'
import { namesAssigned } from './chart-rules.js'
import type { Told } from './tell-move.js'
import { namedTransitions, transitionsOf, type ChartTransition } from './transitions.js'

/**
 * Why no call takes a transition:
 * `before-call`: it waits for something before the call has begun, which is the first thing that happens;
 * `unreached`: no call comes to its state;
 * `never-given`: what it waits for is never told to a call that is there;
 * `shadowed`: whatever it could take is taken before, by an inner state or by a transition that goes first;
 * `never-true`: its guard holds at no time when the call is there;
 * `exhausted`: everything that could lead to it was tried, as a row of turns that fail.
 */
export const untakeableReasons = ['before-call', 'unreached', 'never-given', 'shadowed', 'never-true', 'exhausted'] as const
export type UntakeableReason = (typeof untakeableReasons)[number]

export interface UntakeableTransition {
  readonly transition: ChartTransition
  readonly reason: UntakeableReason
}

const told: Readonly<Record<UntakeableReason, Told>> = {
  'before-call': { en: 'waits for something before the call has begun', zh: '等待通话开始之前的事件' },
  unreached: { en: 'no call comes to its state', zh: '任何通话都到不了该状态' },
  'never-given': { en: 'what it waits for never happens there', zh: '所等待的事件在此不会发生' },
  shadowed: { en: 'another transition always goes first', zh: '总有其他转移优先触发' },
  exhausted: { en: 'everything that could lead to it was tried', zh: '所有可能通向它的走法都已试过' },
  'never-true': { en: 'its condition never holds there', zh: '其条件在此永远不成立' },
}

export const tellReason = (reason: UntakeableReason): Told => told[reason]

/** More truths together than these are not followed. */
const mostTruths = 4

const everyTransition = (state: AnyStateNode): AnyTransitionDefinition[] => [...[...state.transitions.values()].flat(), ...(state.always ?? [])]

/** Variables that guards ask for; what the answer to a request fills may change at any time. */
const truthsOf = (states: readonly AnyStateNode[]): string[] => {
  const all = states.flatMap(everyTransition)
  const asked = all.map(({ guard }) => namedPart(guard)).flatMap(({ type, params }) => (type === 'isTrue' ? [String(fieldsOf(params).variable)] : []))
  const answers = all.flatMap(({ actions }) => (actions as readonly unknown[]).map(namedPart)).filter(({ type }) => type === 'takeAnswer')
  const late = new Set(answers.flatMap(({ params }) => namesAssigned(params)))
  return [...new Set(asked)].filter((name) => !late.has(name)).slice(0, mostTruths)
}

const walkOf = ({ machine }: ExploredFlow): ChartWalk => {
  const truths = truthsOf(statesWithin(machine.root))
  const walk = new ChartWalk(machine, { truths, forgets: false })
  // With two questions within such an answer the caller can go to and fro until the first question of the call is forgotten.
  return walk.asksAway.size < 2 ? walk : new ChartWalk(machine, { truths, forgets: true })
}

const reasonOf = (definition: AnyTransitionDefinition, walk: ChartWalk): UntakeableReason => {
  const { source, guard } = definition
  const eventType = String(definition.eventType)
  if (source.transitions.has('call.started')) return 'before-call'
  if (!walk.entered.has(source)) return 'unreached'
  if (walk.wasOffered(definition)) return 'never-true'
  return eventType === '' || walk.wasGiven(source, eventType) || guard === undefined ? 'shadowed' : 'never-given'
}

/** The transitions of a chart, told apart without running it. */
export interface JudgedChart {
  readonly untakeable: readonly UntakeableTransition[]
  /** Everything else, by id. */
  readonly possible: ReadonlyMap<string, AnyTransitionDefinition>
}

/**
 * Transitions that no call can take, by an argument on the chart alone: nothing is run, and whatever the argument cannot tell counts as possible.
 * A transition that is not among them may still be out of reach, for what conditions on values make impossible is not looked at.
 */
export const judgeChart = (flow: ExploredFlow): JudgedChart => {
  const walk = walkOf(flow)
  const definitions = new Map(statesWithin(flow.machine.root).flatMap(everyTransition).flatMap((definition) => {
    const [named] = namedTransitions(flow.machine, [definition])
    return named === undefined ? [] : [[named.id, definition] as const]
  }))
  const untakeable = transitionsOf(flow.machine).flatMap((transition) => {
    const definition = definitions.get(transition.id)
    return definition === undefined || walk.taken.has(definition) ? [] : [{ transition, reason: reasonOf(definition, walk) }]
  })
  return { untakeable, possible: new Map([...definitions].filter(([, definition]) => walk.taken.has(definition))) }
}

export const untakeableTransitions = (flow: ExploredFlow): readonly UntakeableTransition[] => judgeChart(flow).untakeable
