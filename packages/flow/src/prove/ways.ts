import type { Link, Reached, Step } from './explore-facts.js'
import { isQuestion } from './trail.js'

/** The shortest way from one state to another by links that are allowed. */
export const wayBetween = <Fact extends string | number>(
  from: Reached<Fact>,
  to: Reached<Fact>,
  linksOf: (state: Reached<Fact>) => readonly Link<Fact>[] = ({ links }) => links,
): Step[] | undefined => {
  if (from === to) return []
  const came = new Map<Reached<Fact>, { readonly step: Step; readonly from: Reached<Fact> }>()
  const open = [from]
  for (const state of open) {
    for (const { step, to: next } of linksOf(state)) {
      if (next === from || came.has(next)) continue
      came.set(next, { step, from: state })
      if (next === to) return stepsBack(came, to)
      open.push(next)
    }
  }
  return undefined
}

const stepsBack = <State>(came: ReadonlyMap<State, { readonly step: Step; readonly from: State }>, to: State): Step[] => {
  const steps: Step[] = []
  for (let back = came.get(to); back !== undefined; back = came.get(back.from)) steps.push(back.step)
  return steps.reverse()
}

/** The trail of questions gets shorter, or what is asked belongs to a global question. */
const leavesTrail = <Fact extends string | number>({ step }: Link<Fact>): boolean =>
  step.event === 'auxiliary.heard' || step.edge.actions.some(({ type }) => type === 'stepBack')

/** From a question on, past no other one: the question stays the last that was asked. */
const pastNoQuestion =
  <Fact extends string | number>(from: Reached<Fact>) =>
  (state: Reached<Fact>): readonly Link<Fact>[] =>
    state !== from && isQuestion(state.place) ? [] : state.links.filter((link) => !leavesTrail(link))

/** The steps from the beginning of the call to a state; where a call comes back to a question, that question lies on the way. */
export const stepsTo = <Fact extends string | number>(state: Reached<Fact>): Step[] => {
  const steps: Step[][] = []
  for (let by = state.by; by !== undefined; ) {
    steps.push([by.step])
    const { via, from } = by
    const between = via === undefined ? undefined : (wayBetween(via, from, pastNoQuestion(via)) ?? wayBetween(via, from))
    if (via !== undefined && between !== undefined) steps.push(between)
    by = via !== undefined && between !== undefined ? via.by : from.by
  }
  return steps.reverse().flat()
}
