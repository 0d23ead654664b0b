import type { CompiledFlow, DraftDocument, FlowProblem } from '@callchart/flow'
import type { CheckedWith } from './resources.js'

/** To the worker. */
export type CheckingRequest =
  | { readonly type: 'resources'; readonly resources: CheckedWith; readonly today: string }
  /** `at-once`: what needs no going through calls; `whole`: everything. */
  | { readonly type: 'check'; readonly how: 'at-once' | 'whole'; readonly revision: number; readonly document: DraftDocument }

/** From the worker. */
export type CheckingAnswer =
  | { readonly type: 'found'; readonly how: 'at-once' | 'whole'; readonly revision: number; readonly problems: readonly FlowProblem[]; readonly compiled?: CompiledFlow }
  /** Nothing more can be said than was said at once. */
  | { readonly type: 'nothing-more'; readonly revision: number }
  | { readonly type: 'failed'; readonly revision: number; readonly message: string }
