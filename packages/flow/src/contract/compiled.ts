import type { BannedWords, UnderstandingSource } from '@callchart/protocol'
import type { AnyStateMachine, Snapshot } from 'xstate'
import type { CallEffect } from './effects.js'
import type { CallEvent } from './events.js'
import type { ProblemFacts } from './problem-facts.js'

/** The shortest call that shows what is wrong. */
export interface CounterExample {
  /** What the chart is told, from `call.started` on; empty where no real call was found. */
  readonly steps: readonly CallEvent[]
  /** Ids of the nodes in the order in which the call comes to them. */
  readonly path: readonly string[]
  /** One sentence for each thing that happens, without a full stop. */
  readonly text: { readonly en: readonly string[]; readonly zh: readonly string[] }
  /** The call was made on the machine of the flow and shows it. */
  readonly confirmed: boolean
}

/** What is wrong with a document, where, and the way out. Errors block publishing; warnings do not. */
export interface FlowProblem {
  /** `FLOW_…`, see docs/errors.md. */
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly nodeId?: string
  /** JSON path into the document, where the schema is not met. */
  readonly path?: string
  /** What its sentences are made of, by the code. */
  readonly facts?: ProblemFacts
  /** In English. */
  readonly message: string
  readonly wayOut: string
  /** The same in Chinese. */
  readonly zh: { readonly message: string; readonly wayOut: string }
  /** Id of the rule of the folder that is broken. */
  readonly rule?: string
  /** Where something is wrong with the course of calls. */
  readonly counterExample?: CounterExample
  /** No call was found that shows it: it may be that none does. */
  readonly unproven?: true
}

/** Questions that a node answers, in one language: what a question of a caller is compared with. */
export interface KnowledgeSource {
  readonly node: string
  readonly language: string
  readonly entries: readonly { readonly id: string; readonly questions: readonly string[]; readonly answer: string }[]
}

/** What the runtime must know of a flow beside its machine. */
export interface ManifestNode {
  readonly id: string
  readonly name: string
  readonly kind: string
  /** Names of its choices by their key, where they have both. */
  readonly keys?: Readonly<Record<string, string>>
}

export interface FlowManifest {
  readonly flow: string
  readonly name: string
  /** First is the default. */
  readonly languages: readonly string[]
  /** Dialled numbers that this flow answers. */
  readonly dnis: readonly string[]
  readonly understanding: readonly UnderstandingSource[]
  /** What no text of a model may say, by language; absent where nothing is banned. */
  readonly bannedWords?: Readonly<Record<string, BannedWords>>
  /** 0 is no limit. */
  readonly maxCallMs: number
  /** Nodes of sub-flows have the ids `site.node`. */
  readonly nodes: readonly ManifestNode[]
  /** Variables whose values nobody is shown; those of sub-flows as `site__name`. */
  readonly sensitive: readonly string[]
  /** Variable that is true where the caller agreed to the analysis of what was said. */
  readonly analysisConsent?: string
  /** Queues, main flows, calendars and sub-flows that the flow names, those in its sub-flows too. */
  readonly queues: readonly string[]
  readonly continuesWith: readonly string[]
  readonly calendars: readonly string[]
  readonly subflows: readonly string[]
  /** What the nodes that answer questions know. */
  readonly knowledge: readonly KnowledgeSource[]
  readonly compilerVersion: string
}

/** Plain JSON: stored as it is, never compiled again. */
export interface CompiledFlow {
  readonly manifest: FlowManifest
  /** XState v5 configuration. */
  readonly config: Readonly<Record<string, unknown>>
}

export type FlowMachine = AnyStateMachine
/** Plain JSON after `persistSnapshot`. */
export type FlowSnapshot = Snapshot<unknown>

export interface StepResult {
  readonly snapshot: FlowSnapshot
  readonly effects: readonly CallEffect[]
}
