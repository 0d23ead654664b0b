import type { CounterExample } from '../contract/compiled.js'
import type { FlowNode } from '../nodes/schemas.js'
import { nodeAt, performs, type ChartProof, type Course } from './chart-proof.js'
import type { Move } from '../explore/move.js'
import { nodesOf, type Conversation, type Goal } from './conversation.js'
import { counterExample, exampleOf, unconfirmedExample } from './counter-example.js'
import { componentsOf } from './components.js'
import type { Link, Reached, Step } from './explore-facts.js'
import { endless, endlessAfterCall, transferCircle, type Finding } from './findings.js'
import { stepsTo, wayBetween } from './ways.js'

/** Silence, what is not understood, and whatever systems and queues may do: nothing that a caller decides. */
const withoutProgress: ReadonlySet<string> = new Set([
  '', 'no-input', 'utterance.not-understood', 'turn.finished', 'request.succeeded', 'request.failed', 'request.outcome-unknown', 'hours.open', 'hours.closed',
  'hours.failed', 'transfer.queued', 'transfer.ringing', 'transfer.busy', 'transfer.no-answer', 'transfer.declined', 'transfer.failed', 'transfer.closed',
  'transfer.overflow', 'knowledge.failed', 'timer.elapsed',
])

/** Keys that mean nothing, and a value that is none. */
const isUnusable = ({ event, edge, after }: Step): boolean => {
  if (event === 'turn.recorded') return edge.guard?.type !== 'recorded'
  return (event === 'digits.entered' || event === 'value.understood') && edge.guard?.type !== 'digit' && after.outcome !== null && after.outcome !== 'valid'
}

/** A key of a menu that leads nowhere is counted, nothing else is done with it. */
const isStrayKey = ({ event, edge, after }: Step): boolean => event === 'digits.entered' && edge.guard?.type === 'turn' && edge.to.at === undefined && after.outcome === null

/** Each way back from a global question is gone once: nobody goes round by it. */
const isWayBack = ({ before, edge }: Step): boolean => before.frame !== 0 && edge.actions.some(({ type }) => type === 'takeReturn')

const isWithoutProgress = ({ step }: Link<Course>): boolean =>
  step.ofCall !== true && !step.before.running.has('talk') && !isWayBack(step) && (withoutProgress.has(step.event) || isUnusable(step) || isStrayKey(step))

const entersNode = ({ step }: Link<Course>): boolean => step.edge.actions.some(({ type }) => type === 'enterNode')

type State = Reached<Course>

interface Circle {
  readonly head: State
  readonly steps: readonly Step[]
}

/** For every set of states that can be gone round in, its shortest circle through a node that is entered anew. */
const circlesBy = (states: readonly State[], isAllowed: (link: Link<Course>) => boolean): Circle[] => {
  const linksOf = (state: State): readonly Link<Course>[] => state.links.filter(isAllowed)
  const component = componentsOf(states, linksOf)
  const told = new Set<number>()
  return states.flatMap((state) => {
    const own = component.get(state) ?? -1
    const inside = (from: State): readonly Link<Course>[] => linksOf(from).filter(({ to }) => component.get(to) === own)
    if (told.has(own)) return []
    const link = inside(state).find(entersNode)
    const rest = link === undefined ? undefined : wayBetween(link.to, state, inside)
    if (link === undefined || rest === undefined) return []
    told.add(own)
    return [{ head: state, steps: [link.step, ...rest] }]
  })
}

/** So often round is as good as without end. */
const manyRounds = 60
/** So many are shown where no two are quite alike. */
const fewRounds = 2

type Verdict = 'endless' | 'bounded' | 'unknown'

/** Goes round with a real call, until it is where it was, or a condition leads it out. */
const goRound = ({ caller }: ChartProof, { head, steps }: Circle): { readonly verdict: Verdict; readonly shown?: Conversation } => {
  const there = caller.follow(caller.begin(), stepsTo(head), () => true)
  if (there.found === undefined) return { verdict: 'unknown' }
  const seen = new Set([caller.keyOf(there.found)])
  const events = new Set(steps.map(({ event }) => event))
  const mayHappen = ({ event, quiet }: Move): boolean => quiet === true || events.has(event.type)
  let at = there.found
  let shown = at
  for (let round = 1; round <= manyRounds; round += 1) {
    const next = caller.follow([at], steps, () => true, mayHappen)
    if (next.found === undefined) return { verdict: round > 1 && next.isExhausted ? 'bounded' : 'unknown' }
    at = next.found
    if (round <= fewRounds) shown = at
    const key = caller.keyOf(at)
    if (seen.has(key)) return { verdict: 'endless', shown: at }
    seen.add(key)
  }
  return { verdict: 'endless', shown }
}

const nodesIn = (proof: ChartProof, { head, steps }: Circle): ReadonlySet<string> =>
  new Set([head.place, ...steps.map(({ edge }) => edge.to)].flatMap((place) => nodeAt(proof, place)?.id ?? []))

const isTransferAlone = ({ steps }: Circle): boolean => steps.some((step) => performs(step, 'transfer.start')) && !steps.some(({ edge }) => edge.from.at !== undefined)

/** The transfer, or the first question in the circle. */
const headNode = (proof: ChartProof, { head, steps }: Circle): FlowNode | undefined => {
  if (isTransferAlone({ head, steps })) return steps.flatMap((step) => (performs(step, 'transfer.start') ? (nodeAt(proof, step.edge.to) ?? []) : []))[0]
  const places = [head.place, ...steps.map(({ edge }) => edge.to)]
  return [...places.filter(({ at }) => at !== undefined), ...places].flatMap((place) => nodeAt(proof, place) ?? [])[0]
}

const wordsFor = (circle: Circle, node: FlowNode): Pick<Finding, 'code' | 'severity' | 'message' | 'wayOut'> => {
  if (circle.head.facts.gone) return endlessAfterCall(node)
  return isTransferAlone(circle) ? transferCircle(node) : endless(node)
}

/**
 * Whoever gives nothing usable leaves every circle, whatever systems and queues do, and so does what follows the call.
 * @param known nodes of which a structural finding says as much
 */
export const proveBounded = (proof: ChartProof, known: ReadonlySet<string>): Finding[] => {
  const told = new Set(known)
  return circlesBy(proof.exploration.reached, isWithoutProgress).flatMap((circle): Finding[] => {
    const node = headNode(proof, circle)
    const nodes = nodesIn(proof, circle)
    if (node === undefined || [...nodes].some((id) => told.has(id))) return []
    const { verdict, shown } = goRound(proof, circle)
    if (verdict === 'bounded') return []
    nodes.forEach((id) => told.add(id))
    const example = shown === undefined ? unconfirmedExample([...stepsTo(circle.head), ...circle.steps]) : exampleOf(shown)
    return [{ ...wordsFor(circle, node), node, path: 'id', counterExample: example }]
  })
}

const waitsForNobody: ReadonlySet<string> = new Set(['', 'turn.finished', 'hours.open', 'hours.closed', 'hours.failed'])

const spinning = ({ links }: State): readonly Link<Course>[] => links.filter(({ step, to }) => !to.facts.gone && waitsForNobody.has(step.event))

/** Comes to the node anew. */
const comesTo = (id: string, link: Link<Course>): boolean => link.to.place.node === id && entersNode(link)

const roundOf = (state: State, id: string): Step[] | undefined => {
  const came = new Map<State, readonly Step[]>([[state, []]])
  for (const [at, steps] of came) {
    for (const link of spinning(at)) {
      if (comesTo(id, link)) return [...steps, link.step]
      if (!came.has(link.to)) came.set(link.to, [...steps, link.step])
    }
  }
  return undefined
}

/** A call that comes from the node back to it without waiting for anybody. */
export const exampleOfSpinning = (proof: ChartProof, id: string): CounterExample | undefined => {
  const first = proof.exploration.reached.find(({ place, by }) => place.node === id && by?.step.edge.actions.some(({ type }) => type === 'enterNode') === true)
  const round = first === undefined ? undefined : roundOf(first, id)
  if (first === undefined || round === undefined) return undefined
  const comesAgain: Goal = (shown) =>
    nodesOf(shown).filter((node) => node === id).length > 1 || shown.made.effects.some((effect) => effect.type === 'flow.failed' && effect.code === 'FLOW_LOOP_WITHOUT_WAIT')
  return counterExample(proof.caller, [...stepsTo(first), ...round], comesAgain)
}
