import type { CallEvent, DraftDocument, FlowProblem, FlowTest, TestStart } from '@callchart/flow'
import type { ResourcesView } from '@callchart/protocol'
import type { Generated, RunTest } from './conversations.js'
import type { Input } from './moment.js'
import type { Played } from './session.js'

/** What the worker is asked about a draft. */
export type SimulatorTask =
  | { readonly type: 'play'; readonly start: TestStart; readonly inputs: readonly Input[] }
  | { readonly type: 'play-events'; readonly events: readonly CallEvent[] }
  | { readonly type: 'run-test'; readonly test: FlowTest }
  /** Does what the test does, and expects what is heard now. */
  | { readonly type: 'record'; readonly test: FlowTest }
  | { readonly type: 'count' }
  | { readonly type: 'generate'; readonly reader: 'en' | 'zh'; readonly at: string }
  | { readonly type: 'write'; readonly as: 'vitest' | 'markdown'; readonly tests: readonly FlowTest[]; readonly reader: 'en' | 'zh' }

export interface SimulatorAnswers {
  readonly play: Played
  readonly 'play-events': Played & { readonly start: TestStart; readonly inputs: readonly Input[] }
  readonly 'run-test': RunTest
  readonly record: { readonly test: FlowTest }
  readonly count: { readonly takeable: number }
  readonly generate: Generated
  readonly write: { readonly text: string; readonly leftOut: number }
}

export type SimulatorRequest =
  | { readonly type: 'resources'; readonly resources: ResourcesView; readonly today: string }
  | { readonly type: 'task'; readonly id: number; readonly document: DraftDocument; readonly task: SimulatorTask }

export type SimulatorReply =
  | { readonly id: number; readonly answer: SimulatorAnswers[keyof SimulatorAnswers] }
  /** The draft is wrong as a whole. */
  | { readonly id: number; readonly problems: readonly FlowProblem[] }
  | { readonly id: number; readonly error: string }
