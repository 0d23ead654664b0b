import type { ChartEdge, ChartGraph, ChartPlace } from './chart-graph.js'
import { doActions, filledOf, nothingFilled, nothingRuns, type CallFacts, type Course } from './facts.js'
import { Frames } from './frames.js'
import { holds } from './guards.js'
import { happeningsAt, type Happening } from './happenings.js'
import { isPartOf, KnownValues } from './knowledge.js'
import { neededAt } from './needed.js'
import { trackedOf, type Tracked } from './tracked.js'
import { Trail } from './trail.js'

/** One transition as a call takes it. */
export interface Step {
  readonly edge: ChartEdge
  /** Type of the event that it takes, `utterance.understood`; empty where it waits for nothing. */
  readonly event: string
  /** The longest time of the call is over. */
  readonly ofCall?: true
  /** Variables that are filled on the way. */
  readonly filled: readonly string[]
  readonly before: CallFacts
  readonly after: CallFacts
}

/** A fact of one's own that is carried along every way through a chart: a small number of values. */
export interface FactRule<Fact extends string | number> {
  readonly initial: Fact
  /** The fact after a step; `stop`: nothing beyond it matters. */
  onStep(fact: Fact, step: Step): Fact | 'stop'
}

export interface Link<Fact extends string | number> {
  readonly step: Step
  readonly to: Reached<Fact>
}

/** A place with what is known there, and the shortest way to it. */
export interface Reached<Fact extends string | number> {
  readonly place: ChartPlace
  readonly facts: CallFacts
  readonly fact: Fact
  /** Absent where a call begins; `via`: the question that the call comes back to, which lies on the way. */
  readonly by?: { readonly step: Step; readonly from: Reached<Fact>; readonly via?: Reached<Fact> }
  readonly links: Link<Fact>[]
}

export interface Exploration<Fact extends string | number> {
  /** In the order in which they were reached: the nearest first. */
  readonly reached: readonly Reached<Fact>[]
  /** Everything was gone through; else the chart is too large, and nothing follows from what was not reached. */
  readonly isComplete: boolean
}

export interface ExploreOptions {
  /** Variables that the call does not bring. */
  readonly absent?: ReadonlySet<string>
  /** Every variable may have been filled before: the flow is run by others. */
  readonly allGiven?: boolean
  /** States at most. */
  readonly limit?: number
}

/** Of a place where more than so many things are known of calls nothing more is remembered. */
const mostKnowledge = 64
const mostReached = 400_000

interface Prepared {
  readonly tracked: Tracked
  readonly needed: ReadonlyMap<ChartPlace, ReadonlySet<string>>
}

const prepared = new WeakMap<ChartGraph, Prepared>()

/** The same for every exploration of a chart. */
const prepare = (graph: ChartGraph): Prepared => {
  const known = prepared.get(graph)
  if (known !== undefined) return known
  const tracked = trackedOf(graph)
  const made = { tracked, needed: neededAt(graph, tracked) }
  prepared.set(graph, made)
  return made
}

/** Explores a chart over all its ways; see `exploreFacts`. */
class Explorer<Fact extends string | number> {
  readonly reached: Reached<Fact>[] = []
  isComplete = true
  readonly #graph: ChartGraph
  readonly #rule: FactRule<Fact>
  readonly #limit: number
  readonly #known: KnownValues
  readonly #needed: ReadonlyMap<ChartPlace, ReadonlySet<string>>
  /** States that differ in what is known alone stand together. */
  readonly #alike = new Map<string, Reached<Fact>[]>()
  readonly #knowledgeAt = new Map<ChartPlace, Set<number>>()
  readonly #frames = new Frames<Reached<Fact>>()
  /** Absent where nobody ever goes back. */
  readonly #trail: Trail<Reached<Fact>> | undefined

  constructor(graph: ChartGraph, rule: FactRule<Fact>, { limit = mostReached, ...options }: ExploreOptions) {
    this.#graph = graph
    this.#rule = rule
    this.#limit = limit
    const { tracked, needed } = prepare(graph)
    this.#known = new KnownValues(tracked)
    this.#needed = needed
    this.#trail = graph.actions.some(({ type }) => type === 'stepBack' || type === 'takeReturn') ? new Trail() : undefined
    const brings = (name: string): boolean => options.absent?.has(name) !== true && (options.allGiven === true || tracked.given.has(name))
    const values = Object.fromEntries(Object.entries(graph.context.variables).filter(([name]) => !brings(name) && !tracked.unfollowed.has(name)))
    const facts: CallFacts = { knowledge: this.#known.of(values), outcome: null, again: null, running: nothingRuns, gone: false, frame: 0, filled: nothingFilled, route: null }
    const first = this.#reach(graph.start, facts, rule.initial)
    this.#trail?.begin(first)
  }

  run(): void {
    for (let next = 0; next < this.reached.length && this.isComplete; next += 1) {
      const state = this.reached[next]
      if (state !== undefined) this.#leave(state)
    }
  }

  /** Takes every transition that may be taken; one that waits for nothing goes first. */
  #leave(state: Reached<Fact>): void {
    if (this.#take(state, state.place.always, { type: '' })) return
    for (const happening of happeningsAt(state.place, state.facts)) this.#take(state, state.place.edgesOn(happening.type), happening)
  }

  /** @returns whether one of them is surely taken */
  #take(state: Reached<Fact>, edges: readonly ChartEdge[], happening: Happening): boolean {
    const { place, facts } = state
    const intent = this.#frames.intentOf(facts.frame)
    for (const edge of edges) {
      const isOpen = edge.guard === undefined ? true : holds(edge.guard, { place, facts, happening, intent })
      if (isOpen === false) continue
      this.#go(state, edge, happening)
      if (isOpen === true) return true
    }
    return false
  }

  #go(state: Reached<Fact>, edge: ChartEdge, happening: Happening): void {
    const doing = { graph: this.#graph, known: this.#known, from: edge.from, to: edge.to, event: happening.type }
    for (const course of doActions(state.facts, edge.actions, doing)) {
      const step = (after: CallFacts): Step => ({ edge, event: happening.type, ...(happening.ofCall === true ? { ofCall: true } : {}), filled: course.filled, before: state.facts, after })
      if (course.wayBack === undefined) this.#arrive(state, step(this.#remembering(state, course)))
      else this.#goBack(state, course, step)
    }
  }

  #remembering(state: Reached<Fact>, { facts, remembers }: Course): CallFacts {
    if (remembers === undefined) return facts
    return { ...facts, frame: this.#frames.enter(state, remembers, state.fact), filled: nothingFilled }
  }

  #needOnly(place: ChartPlace, facts: CallFacts): CallFacts {
    const knowledge = this.#known.keep(facts.knowledge, this.#needed.get(place) ?? new Set())
    return knowledge === facts.knowledge ? facts : { ...facts, knowledge }
  }

  #arrive(state: Reached<Fact>, step: Step): Reached<Fact> | undefined {
    const fact = this.#rule.onStep(state.fact, step)
    if (fact === 'stop') return undefined
    const to = this.#reach(step.edge.to, step.after, fact, { step, from: state })
    state.links.push({ step, to })
    this.#trail?.lead(state, to)
    return to
  }

  /** Where a way back leads is known by the way in, or by the questions before; more of them may be found later. */
  #goBack(state: Reached<Fact>, { facts, wayBack }: Course, stepTo: (after: CallFacts) => Step): void {
    const to = (question: Reached<Fact> | null, after: CallFacts): void => {
      const step = stepTo({ ...after, route: question?.place.at ?? null })
      const fact = this.#rule.onStep(state.fact, step)
      if (fact === 'stop') return
      const by = { step, from: state, ...(question === null || question === state ? {} : { via: question }) }
      const reached = this.#reach(step.edge.to, step.after, fact, by)
      state.links.push({ step, to: reached })
      this.#trail?.bringBack(question, reached)
    }
    if (wayBack === 'take' && facts.frame !== 0)
      return this.#frames.forEachCaller(facts.frame, (caller) => {
        const back = this.#comingBack(caller.facts, facts)
        if (back !== undefined) to(caller, back)
      })
    this.#trail?.forEachBefore(state, (question) => {
      if (question !== null) to(question, wayBack === 'step' ? this.#steppingBack(question.facts, facts) : facts)
      else if (wayBack === 'step') to(state, facts)
      else to(null, facts)
    })
  }

  #comingBack(caller: CallFacts, facts: CallFacts): CallFacts | undefined {
    const knowledge = this.#known.comeBack(caller.knowledge, facts.knowledge, facts.filled)
    if (knowledge === undefined) return undefined
    const filled = caller.frame === 0 ? nothingFilled : filledOf([...caller.filled, ...facts.filled])
    return { ...facts, knowledge, frame: caller.frame, filled }
  }

  /** What was filled on the way may have been filled within the answer that is left. */
  #steppingBack(question: CallFacts, facts: CallFacts): CallFacts {
    const filled = question.frame === 0 ? nothingFilled : filledOf([...question.filled, ...facts.filled])
    return { ...facts, frame: question.frame, filled }
  }

  /** Where tracking grows beyond its bound it is given up: nothing is known there any more. */
  #bounded(place: ChartPlace, facts: CallFacts): CallFacts {
    const known = this.#knowledgeAt.get(place) ?? new Set<number>()
    this.#knowledgeAt.set(place, known)
    const { id } = facts.knowledge
    if (known.has(id)) return facts
    if (known.size >= mostKnowledge) return { ...facts, knowledge: this.#known.nothing }
    known.add(id)
    return facts
  }

  #reach(place: ChartPlace, given: CallFacts, fact: Fact, by?: Reached<Fact>['by']): Reached<Fact> {
    // What a node found out is found out anew where it listens.
    const settled = place.at === undefined || given.outcome === null ? given : { ...given, outcome: null }
    // On its way back to a question a call only passes through.
    const onTo = given.route === null ? undefined : this.#graph.wayTo.get(given.route)?.to
    const facts = this.#bounded(place, this.#needOnly(onTo ?? place, settled))
    const { knowledge, outcome, again, running, gone, frame, filled, route } = facts
    const key = [place.path, outcome, again, [...running].join('+'), gone, frame, [...filled].join('+'), route, fact].join('|')
    const alike = this.#alike.get(key) ?? []
    const known = alike.find((each) => isPartOf(each.facts.knowledge, knowledge))
    if (known !== undefined) return known
    const made: Reached<Fact> = { place, facts, fact, links: [], ...(by === undefined ? {} : { by }) }
    alike.push(made)
    this.#alike.set(key, alike)
    this.reached.push(made)
    if (this.reached.length > this.#limit) this.isComplete = false
    return made
  }
}

/**
 * Goes every way through a chart that its conditions allow, and carries a fact of one's own along. What is known of a call is an
 * over-approximation: a way that a call can take is always among those that are gone; one that no call can take may be, where values come from
 * outside. Ends for every chart.
 */
export const exploreFacts = <Fact extends string | number>(graph: ChartGraph, rule: FactRule<Fact>, options: ExploreOptions = {}): Exploration<Fact> => {
  const explorer = new Explorer(graph, rule, options)
  explorer.run()
  return explorer
}
