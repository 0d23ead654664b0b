import type { ChartPlace } from './chart-graph.js'

/** A place that was reached, as the trail of questions knows it. */
export interface Asked {
  readonly place: ChartPlace
  /** Nobody goes back once the line is closed. */
  readonly facts: { readonly gone: boolean }
}

/** The question before a place; null: there is none. */
export type Before<State> = State | null

interface Known<State> {
  readonly before: Set<Before<State>>
  /** States that have the same questions before them. */
  readonly followers: State[]
  readonly asking: ((before: Before<State>) => void)[]
}

/** The first question of a node is one that the caller can go back to. */
export const isQuestion = ({ at }: ChartPlace): boolean => at?.endsWith('.asking') === true

/** For every place that was reached, the questions that may have been asked last before it; grows while the chart is explored. */
export class Trail<State extends Asked> {
  readonly #known = new Map<State, Known<State>>()
  readonly #open: [state: State, before: Before<State>][] = []
  #isSettling = false

  /** Nothing was asked before it. */
  begin(state: State): void {
    this.#open.push([state, null])
    this.#settle()
  }

  /** A way leads from one to the other. */
  lead(from: State, to: State): void {
    if (to.facts.gone) return
    if (isQuestion(from.place)) this.#open.push([to, from])
    else this.#follow(from, to)
    this.#settle()
  }

  /** The caller is brought back: what was before `question` is before it again. */
  bringBack(question: Before<State>, to: State): void {
    if (question !== null && !isQuestion(question.place)) this.#follow(question, to)
    else this.#open.push([to, question])
    this.#settle()
  }

  /** Tells every question that may have been asked before the state, now and as they are found. */
  forEachBefore(state: State, tell: (before: Before<State>) => void): void {
    const { before, asking } = this.#of(state)
    asking.push(tell)
    for (const each of [...before]) tell(each)
  }

  #of(state: State): Known<State> {
    const known = this.#known.get(state)
    if (known !== undefined) return known
    const made: Known<State> = { before: new Set(), followers: [], asking: [] }
    this.#known.set(state, made)
    return made
  }

  #follow(from: State, to: State): void {
    if (from === to) return
    const { before, followers } = this.#of(from)
    followers.push(to)
    for (const each of before) this.#open.push([to, each])
  }

  /** Whoever is told of a question may lead on from it at once. */
  #settle(): void {
    if (this.#isSettling) return
    this.#isSettling = true
    this.#spread()
    this.#isSettling = false
  }

  /** A question that is asked again stands once in the trail. */
  #spread(): void {
    for (let next = this.#open.pop(); next !== undefined; next = this.#open.pop()) {
      const [state, before] = next
      if (before !== null && isQuestion(state.place) && before.place.at === state.place.at) {
        this.#follow(before, state)
        continue
      }
      const known = this.#of(state)
      if (known.before.has(before)) continue
      known.before.add(before)
      for (const follower of known.followers) this.#open.push([follower, before])
      for (const tell of known.asking) tell(before)
    }
  }
}
