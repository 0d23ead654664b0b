import type { CallEvent, FlowManifest, FlowSnapshot, StepResult, VariableValue } from '@callchart/flow'
import type { Interpreter, RetrievalEntry, Retriever } from '@callchart/nlu'
import type { Recognizers } from '../understanding/recognizers/recognizers.js'

/** The entries of a node in one language, and their index. */
export interface ReadyKnowledge {
  readonly retriever: Retriever
  readonly entries: ReadonlyMap<string, RetrievalEntry>
}

/** A published version made ready to run calls: the pure functions of its chart and of its models. */
export interface ReadyVersion {
  readonly version: string
  readonly manifest: FlowManifest
  /** Names of variables whose values nobody may read. */
  readonly sensitiveVariables: ReadonlySet<string>
  /** Waits for `call.started`. */
  start(): FlowSnapshot
  step(snapshot: FlowSnapshot, event: CallEvent): StepResult
  /** Whether the chart takes an understood event for what it says, and not as one that fits nothing. */
  takes(snapshot: FlowSnapshot, event: CallEvent): boolean
  /** Outermost first. */
  statePath(snapshot: FlowSnapshot): string[]
  variablesOf(snapshot: FlowSnapshot): Readonly<Record<string, VariableValue>>
  /** What a node that answers questions knows in the language; absent where it knows nothing. */
  knowledgeOf(node: string, language: string): ReadyKnowledge | undefined
  isOver(snapshot: FlowSnapshot): boolean
  /** The banned word or pattern that a text of a model holds, whatever its language. */
  bannedIn(text: string): string | undefined
  /** The model of the language, or of its nearest relative (`en` for `en-GB`). */
  interpreterOf(language: string): Interpreter | undefined
  /** For values in languages without readers of ours. */
  readonly recognizers?: Recognizers | undefined
}

/** Where calls get their versions from. */
export interface Versions {
  /** A version that a call has pinned. */
  pinned(version: string): Promise<ReadyVersion>
  /** The version that new calls of a flow get. */
  live(flow: string): Promise<ReadyVersion | undefined>
}
