import type { CallEffect } from '../contract/effects.js'
import { EndWatch, type CallEnd } from '../explore/call-end.js'
import type { Trace } from '../explore/cover.js'
import { beginCall, make, type CallStart, type Explored, type ExploredCall } from '../explore/explored-call.js'
import type { ExploredFlow } from '../explore/explored-flow.js'
import type { Move } from '../explore/move.js'
import type { WholeCall } from './whole-calls.js'

/** One thing that happens in a call, and what comes of it. */
export interface ScriptStep {
  /** Absent for the beginning. */
  readonly move: Move | undefined
  /** The call before it. */
  readonly before: ExploredCall | undefined
  /** Milliseconds that pass with it. */
  readonly afterMs: number
  /** What the bot then says. */
  readonly prompts: readonly string[]
  /** Nodes that are entered. */
  readonly nodes: readonly string[]
  readonly effects: readonly CallEffect[]
}

/** A whole call to be read, or to be played. */
export interface CallScript {
  /** From 1. */
  readonly number: number
  /** Given by a person. */
  readonly name?: string
  readonly start: CallStart
  readonly language: string
  readonly steps: readonly ScriptStep[]
  readonly path: readonly string[]
  readonly tags: readonly string[]
  readonly end: CallEnd
  /** Transitions that no call before it takes, by id. */
  readonly covers: readonly string[]
}

const promptsOf = (effects: readonly CallEffect[]): string[] =>
  effects.flatMap((effect) => (effect.type === 'turn.start' || effect.type === 'turn.append' ? effect.prompts.map(({ text }) => text) : []))

const stepOf = ({ effects, call }: Explored, move?: Move, before?: ExploredCall): ScriptStep => ({
  move,
  before,
  afterMs: call.at - (before?.at ?? 0),
  prompts: promptsOf(effects),
  nodes: effects.flatMap((effect) => (effect.type === 'node.entered' ? [effect.nodeId] : [])),
  effects,
})

const languageOf = ({ call }: Trace): string => (call.snapshot as unknown as { context: { language: string } }).context.language

/** Plays a call again, with everything that is said and done in it. */
export const scriptOf = (flow: ExploredFlow, { traces, covers }: WholeCall, index: number): CallScript => {
  const [first, ...rest] = traces
  if (first === undefined) throw new Error('A call has a beginning.')
  const watch = new EndWatch()
  const note = (explored: Explored): Explored => {
    watch.note(explored.event, explored.effects)
    return explored
  }
  const begun = note(beginCall(flow, first.start))
  const steps = [stepOf(begun)]
  let { call } = begun
  for (const { move } of rest) {
    if (move === undefined) continue
    const explored = note(make(flow, call, move))
    steps.push(stepOf(explored, move, call))
    call = explored.call
  }
  const effects = steps.flatMap((step) => step.effects)
  return {
    number: index + 1,
    start: first.start,
    language: languageOf(traces.at(-1) ?? first),
    steps,
    path: steps.flatMap(({ nodes }) => nodes),
    tags: effects.flatMap((effect) => (effect.type === 'call.tag' ? [effect.tag] : [])),
    end: watch.end,
    covers,
  }
}

