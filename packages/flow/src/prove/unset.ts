import type { ExpressionPart } from '../cel/truth.js'
import type { VariableValue } from '../contract/events.js'
import { contextOf } from '../explore/explored-call.js'
import { assignedBy, inputsOf } from './assigned.js'
import type { ChartAction, ChartPlace } from './chart-graph.js'
import { leadsOut, nodeAt, type ChartProof } from './chart-proof.js'
import { valueIn, type Goal } from './conversation.js'
import { counterExample } from './counter-example.js'
import { exploreFacts, type Reached, type Step } from './explore-facts.js'
import { unset, type Finding } from './findings.js'
import { isRecord } from './is-record.js'
import { truthOf, type Knowledge } from './knowledge.js'
import { shownBy } from './reads.js'
import { stepsTo } from './ways.js'
import { sourcesIn } from './tracked.js'

/** 1: it was shown before anything filled it. */
type Shown = 0 | 1

const shows = (part: ExpressionPart, variable: string, knowledge: Knowledge): boolean =>
  part.names.includes(variable) ||
  part.choices.some(({ when, then, otherwise }) => {
    const truth = truthOf(knowledge, when)
    return (truth !== false && shows(then, variable, knowledge)) || (truth !== true && shows(otherwise, variable, knowledge))
  })

/** What a turn says where it is asked again for a reason, or else. */
const spoken = ({ type, params }: ChartAction, again: string | null): ChartAction => {
  if (type !== 'beginTurn' || !isRecord(params)) return { type, params }
  const { prompt, again: prompts } = params
  const special = again !== null && isRecord(prompts) ? prompts[again] : undefined
  return { type, params: { prompt: special ?? prompt } }
}

const turns = new WeakMap<ChartAction, Map<string, ChartAction>>()

/** One object for each, so that it is read once. */
const spokenOnce = (action: ChartAction, again: string | null): ChartAction => {
  if (action.type !== 'beginTurn') return action
  const known = turns.get(action) ?? new Map<string, ChartAction>()
  turns.set(action, known)
  const made = known.get(again ?? '') ?? spoken(action, again)
  known.set(again ?? '', made)
  return made
}

/** A sub-flow begins with its variables as they are declared: only what it is given is filled. */
const fills = (action: ChartAction, { filled }: Step, variable: string): boolean =>
  filled.includes(variable) && (action.type === 'enterSubflow' ? inputsOf(action) : assignedBy(action)).includes(variable)

const showsBy = (action: ChartAction, variable: string, { before, after }: Step): boolean =>
  shownBy(spokenOnce(action, before.again)).some((part) => shows(part, variable, after.knowledge))

const onStep = (variable: string, step: Step): Shown | 'stop' => {
  for (const action of step.edge.actions) {
    if (fills(action, step, variable)) return 'stop'
    if (showsBy(action, variable, step)) return 1
  }
  return 0
}

const isEmpty = (value: VariableValue | undefined): boolean => value === '' || value === 0 || value === null || (Array.isArray(value) && value.length === 0)

/** Variables that are shown somewhere, begin empty, and are filled by more than their own increments. */
const candidates = ({ graph }: ChartProof): string[] => {
  const shown = new Set(graph.actions.flatMap((action) => [...shownBy(action)]).flatMap(namesIn))
  const filled = new Set(
    graph.actions.flatMap((action) => {
      const own = new Set(sourcesIn(action).flatMap(([variable, names]) => (names.includes(variable) ? [variable] : [])))
      return (action.type === 'enterSubflow' ? inputsOf(action) : assignedBy(action)).filter((name) => !own.has(name))
    }),
  )
  return Object.entries(graph.context.variables).flatMap(([name, value]) => (shown.has(name) && filled.has(name) && isEmpty(value) ? [name] : []))
}

const namesIn = ({ names, choices }: ExpressionPart): string[] => [...names, ...choices.flatMap(({ then, otherwise }) => [...namesIn(then), ...namesIn(otherwise)])]

/** The place where it is shown: the one that is left, or the one that is entered. */
const showingPlace = (variable: string, { by, place }: Reached<Shown>): ChartPlace => {
  if (by === undefined) return place
  const { actions, entering, from, to } = by.step.edge
  return actions.findIndex((action) => showsBy(action, variable, by.step)) < entering ? from : to
}

/** The call is at that node now, or has just passed it. */
const isAt =
  (node: string | undefined): Goal =>
  ({ made }) =>
    contextOf(made.call).node === node || made.effects.some((effect) => effect.type === 'node.entered' && effect.nodeId === node)

const proveVariable = (proof: ChartProof, variable: string, endsByBack: boolean): Finding[] => {
  const { reached } = exploreFacts<Shown>(
    proof.graph,
    { initial: 0, onStep: (fact, step) => (fact === 1 || leadsOut(endsByBack, step) ? 'stop' : onStep(variable, step)) },
    { absent: new Set([variable]) },
  )
  const firsts = new Map<string, Reached<Shown>>()
  for (const state of reached) {
    const node = state.fact === 1 ? nodeAt(proof, showingPlace(variable, state)) : undefined
    if (node !== undefined && !firsts.has(node.id)) firsts.set(node.id, state)
  }
  const initial = JSON.stringify(proof.graph.context.variables[variable])
  return [...firsts].flatMap(([id, state]): Finding[] => {
    const isThere = isAt(showingPlace(variable, state).node)
    const node = proof.view.byId.get(id)?.node
    if (node === undefined) return []
    const example = counterExample(proof.caller, stepsTo(state), (shown) => JSON.stringify(valueIn(shown, variable)) === initial && isThere(shown))
    return [{ ...unset(node, variable.split('__').at(-1) ?? variable), node, path: 'id', counterExample: example }]
  })
}

/**
 * Nothing is said, sent or shown to a human before it is filled. What no node fills comes with the call, and what a flow is given by others
 * is theirs.
 */
export const proveFilled = (proof: ChartProof): Finding[] => {
  if (proof.view.isRunByOthers) return []
  const endsByBack = proof.view.document.auxiliary.length === 0
  return candidates(proof).flatMap((variable) => proveVariable(proof, variable, endsByBack))
}
