import type { DraftDocument, MergeConflict } from '@callchart/flow'
import type { DraftStatus, ProblemView } from '@callchart/protocol'
import { assign, fromPromise, setup } from 'xstate'
import type { Comparison } from './compare-documents.js'

/** The draft as the server has it, and what going live with it would mean. */
export interface Prepared {
  readonly revision: number
  readonly status: DraftStatus
  readonly document: DraftDocument
  readonly comparison: Comparison
  readonly liveVersion: string | undefined
  /** What became live since the draft was begun: it would be undone by a publish. */
  readonly behind: { readonly comparison: Comparison } | undefined
  /** What one submits one may approve. */
  readonly singleUser: boolean
}

/** A step on the way to live. */
export type PublishStep = 'submit' | 'approve' | 'publish'

export interface StepAsked {
  readonly step: PublishStep
  readonly revision: number
  readonly note: string
}

/** What came of a step: a version is live, something stands in the way, or the draft is another one by now. */
export type StepOutcome = { readonly outcome: 'done'; readonly version?: string } | { readonly outcome: 'refused'; readonly problems: readonly ProblemView[] } | { readonly outcome: 'moved' }

export interface TakeInOutcome {
  readonly takenCount: number
  readonly conflicts: readonly MergeConflict[]
}

interface PublishContext {
  readonly prepared: Prepared | undefined
  readonly note: string
  /** Steps that are still to be gone. */
  readonly steps: readonly PublishStep[]
  readonly version: string | undefined
  readonly problems: readonly ProblemView[]
  readonly failure: Error | undefined
  /** The draft was changed by somebody while it was being published. */
  readonly moved: boolean
  readonly takenIn: TakeInOutcome | undefined
}

export type PublishEvent =
  | { readonly type: 'open' }
  /** Looked away from: what is under way goes on. */
  | { readonly type: 'close' }
  /** As far as it goes: live in one go where one person does everything, else the next step. */
  | { readonly type: 'go'; readonly note: string }
  | { readonly type: 'takeIn' }
  | { readonly type: 'publishOver' }
  | { readonly type: 'again' }

/** Steps that lead from a status to live; where others approve, one step at a time. */
export function stepsFrom(status: DraftStatus, singleUser: boolean): readonly PublishStep[] {
  const all: readonly PublishStep[] = status === 'approved' ? ['publish'] : status === 'submitted' ? ['approve', 'publish'] : ['submit', 'approve', 'publish']
  return singleUser ? all : all.slice(0, 1)
}

const nothing: PublishContext = { prepared: undefined, note: '', steps: [], version: undefined, problems: [], failure: undefined, moved: false, takenIn: undefined }

const nobody = (): Promise<never> => Promise.reject(new Error('This part of the machine is provided by the page.'))
const errorOf = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

/**
 * Publishing: what it would mean is found out first, then the draft is submitted, approved and published. A draft that was begun from an
 * older version than the live one stops for a decision. What does network and workers is provided.
 */
export const publishMachine = setup({
  types: { context: {} as PublishContext, events: {} as PublishEvent },
  actors: {
    prepare: fromPromise<Prepared>(nobody),
    takeIn: fromPromise<TakeInOutcome, Prepared>(nobody),
    takeStep: fromPromise<StepOutcome, StepAsked>(nobody),
  },
  guards: {
    isBehind: ({ context }) => context.prepared?.behind !== undefined,
    hasMoreSteps: ({ context }) => context.steps.length > 1,
  },
  actions: {
    planSteps: assign(({ context, event }) => {
      const { prepared } = context
      return {
        note: event.type === 'go' ? event.note : context.note,
        steps: prepared === undefined ? [] : stepsFrom(prepared.status, prepared.singleUser),
        failure: undefined,
        moved: false,
      }
    }),
    countStep: assign({ steps: ({ context }) => context.steps.slice(1) }),
    beginAnew: assign(nothing),
    forget: assign({ failure: undefined, problems: [] }),
  },
}).createMachine({
  id: 'publish',
  context: nothing,
  initial: 'closed',
  states: {
    closed: { on: { open: { target: 'preparing', actions: 'beginAnew' } } },
    preparing: {
      entry: 'forget',
      on: { close: 'closed' },
      invoke: {
        src: 'prepare',
        onDone: { target: 'deciding', actions: assign({ prepared: ({ event }) => event.output }) },
        onError: { target: 'unprepared', actions: assign({ failure: ({ event }) => errorOf(event.error) }) },
      },
    },
    unprepared: { on: { again: 'preparing', close: 'closed' } },
    deciding: { always: [{ guard: 'isBehind', target: 'behind' }, { target: 'reviewing' }] },
    behind: { on: { takeIn: 'takingIn', publishOver: 'reviewing', close: 'closed' } },
    takingIn: {
      invoke: {
        src: 'takeIn',
        input: ({ context }) => {
          if (context.prepared === undefined) throw new Error('Nothing was prepared.')
          return context.prepared
        },
        onDone: { target: 'preparing', actions: assign({ takenIn: ({ event }) => event.output }) },
        onError: { target: 'unprepared', actions: assign({ failure: ({ event }) => errorOf(event.error) }) },
      },
    },
    reviewing: { on: { go: { target: 'going', actions: 'planSteps' }, again: 'preparing', close: 'closed' } },
    /** One step after the other; `steps` begins with the one that is being taken. */
    going: {
      invoke: {
        src: 'takeStep',
        input: ({ context: { prepared, steps, note } }) => ({ step: steps[0] ?? 'publish', revision: prepared?.revision ?? 0, note }),
        onDone: [
          {
            guard: ({ event }) => event.output.outcome === 'refused',
            target: 'refused',
            actions: assign({ problems: ({ event }) => (event.output.outcome === 'refused' ? event.output.problems : []) }),
          },
          // Somebody changed the draft: it is looked at again before anything else.
          { guard: ({ event }) => event.output.outcome === 'moved', target: 'preparing', actions: assign({ moved: true }) },
          { guard: 'hasMoreSteps', target: 'going', reenter: true, actions: 'countStep' },
          {
            guard: ({ event }) => event.output.outcome === 'done' && event.output.version !== undefined,
            target: 'live',
            actions: ['countStep', assign({ version: ({ event }) => (event.output.outcome === 'done' ? event.output.version : undefined) })],
          },
          { target: 'waiting', actions: 'countStep' },
        ],
        onError: { target: 'failed', actions: assign({ failure: ({ event }) => errorOf(event.error) }) },
      },
    },
    /** Somebody else has to say yes, or it can go live now. */
    waiting: { on: { again: 'preparing', close: 'closed' } },
    refused: { on: { again: 'preparing', close: 'closed' } },
    failed: { on: { again: 'preparing', close: 'closed' } },
    live: { on: { close: 'closed' } },
  },
})
