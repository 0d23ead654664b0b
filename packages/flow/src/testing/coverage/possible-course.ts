import type { AnyStateNode, AnyTransitionDefinition } from 'xstate'
import type { FlowMachine } from '../../contract/compiled.js'
import { lostState } from '../../compile/router.js'
import { afterActions, atStart, verdictOf, type Standing } from './standing.js'

/** Where a call may be: in this innermost state, standing so. */
interface Place {
  readonly state: AnyStateNode
  readonly standing: Standing
}

/** Everything that some call may come to. */
export interface PossibleCourse {
  readonly states: ReadonlySet<AnyStateNode>
  readonly transitions: ReadonlySet<AnyTransitionDefinition>
}

const nameOf = (part: unknown): string | undefined => {
  if (typeof part === 'string') return part
  return typeof part === 'object' && part !== null && 'type' in part && typeof part.type === 'string' ? part.type : undefined
}
const namesOf = (parts: readonly unknown[]): string[] => parts.flatMap((part) => nameOf(part) ?? [])

/** The state itself, then those that it stands in, the root last. */
const chainOf = (state: AnyStateNode): AnyStateNode[] => [state, ...(state.parent === undefined ? [] : chainOf(state.parent))]
const isWithin = (state: AnyStateNode, outer: AnyStateNode): boolean => chainOf(state).includes(outer)

const innermost = (state: AnyStateNode): AnyStateNode => {
  const [first] = state.initial.target as readonly AnyStateNode[]
  return first === undefined || first === state ? state : innermost(first)
}

const targetOf = ({ target }: AnyTransitionDefinition): AnyStateNode | undefined => (target as readonly AnyStateNode[] | undefined)?.[0]

/** The state that is left by neither end of a transition. */
const domainOf = (transition: AnyTransitionDefinition, target: AnyStateNode): AnyStateNode => {
  const { source, reenter } = transition
  if (!reenter && isWithin(target, source)) return source
  const common = chainOf(source).find((outer) => outer !== source && outer !== target && isWithin(target, outer))
  return common ?? source.machine.root
}

const after = (transition: AnyTransitionDefinition, { state, standing }: Place): Place => {
  const target = targetOf(transition)
  const actions = namesOf(transition.actions)
  if (target === undefined) return { state, standing: afterActions(standing, actions) }
  const domain = domainOf(transition, target)
  const inner = innermost(target)
  const left = chainOf(state).filter((each) => each !== domain && isWithin(each, domain))
  const entered = chainOf(inner).filter((each) => each !== domain && isWithin(each, domain)).reverse()
  return { state: inner, standing: afterActions(standing, [...left.flatMap(({ exit }) => namesOf(exit)), ...actions, ...entered.flatMap(({ entry }) => namesOf(entry))]) }
}

/** The first that surely is taken hides those behind it. */
const open = (transitions: readonly AnyTransitionDefinition[], standing: Standing): { readonly taken: AnyTransitionDefinition[]; readonly sure: boolean } => {
  const taken: AnyTransitionDefinition[] = []
  for (const transition of transitions) {
    const verdict = verdictOf(nameOf(transition.guard), standing)
    if (verdict !== 'never' && targetOf(transition)?.key !== lostState) taken.push(transition)
    if (verdict === 'always') return { taken, sure: true }
  }
  return { taken, sure: false }
}

/** A simulated call has begun, and no media path of it cancels a turn. */
const isGiven = (state: AnyStateNode, event: string): boolean => event !== 'turn.cancelled' && (state.key !== 'idle' || state.parent?.parent !== undefined || event === 'call.started')

const waysFrom = ({ state, standing }: Place): AnyTransitionDefinition[] => {
  const chain = chainOf(state)
  const atOnce = open(chain.flatMap(({ always }) => always ?? []), standing)
  if (atOnce.sure) return atOnce.taken
  const later = chain.flatMap((each) => [...each.transitions].flatMap(([event, list]) => (isGiven(each, event) && isGiven(state, event) ? open(list, standing).taken : [])))
  return [...atOnce.taken, ...later]
}

const courses = new WeakMap<FlowMachine, PossibleCourse>()

const walk = (machine: FlowMachine): PossibleCourse => {
  const states = new Set<AnyStateNode>()
  const transitions = new Set<AnyTransitionDefinition>()
  const seen = new Set<string>()
  const waiting: Place[] = [{ state: innermost(machine.root), standing: atStart }]
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const key = `${place.state.id} ${JSON.stringify(place.standing)}`
    if (seen.has(key)) continue
    seen.add(key)
    for (const state of chainOf(place.state)) states.add(state)
    for (const transition of waysFrom(place)) {
      transitions.add(transition)
      waiting.push(after(transition, place))
    }
  }
  return { states, transitions }
}

/**
 * What some call may take of a chart, whatever is said, answered and waited for. What is missing cannot be taken: nothing leads there, or only
 * for a caller who is gone, or who is not, or where nothing is queued or asked.
 */
export const possibleCourse = (machine: FlowMachine): PossibleCourse => {
  const known = courses.get(machine)
  if (known !== undefined) return known
  const course = walk(machine)
  courses.set(machine, course)
  return course
}
