import type { CallStep, CallView, Cdr } from '@callchart/protocol'
import { toJsonb } from '../store/json.js'
import { isoTime } from './cdr.js'

/** What is left of a call whose content was deleted: when, where to and what came of it; nothing that anybody said, typed or was called by. */
export interface ContentFrame {
  readonly view: CallView
  readonly steps: readonly CallStep[]
}

export interface Deletion {
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Who asked for it. */
  readonly by: string
}

const said = 'What was said in this call was deleted.'

/** A number of ours that was called stays; whom we called goes. */
const withoutNumbers = <Told extends Pick<Cdr, 'direction' | 'ani' | 'dnis'>>({ ani: _ani, dnis, ...told }: Told) => ({ ...told, ...(told.direction === 'inbound' && dnis !== undefined && { dnis }) })

const frameOfStep = ({ event, effects, ...step }: CallStep): CallStep => ({
  ...step,
  event: { type: event.type },
  variables: {},
  effects: effects.map(({ detail: _detail, ...effect }) => effect),
  transcriptLength: 1,
})

/** A queue has a name, and an outside human a number. */
const targetOf = (target: string): string => (/\d{5,}|@/.test(target) ? '••••' : target)

export function frameOfCall(view: CallView, steps: readonly CallStep[], { at, by }: Deletion): ContentFrame {
  const { transfer, wrapUps: _wrapUps, ...rest } = view
  return {
    view: {
      ...withoutNumbers(rest),
      variables: {},
      transcript: [{ who: 'system', text: said, note: 'content-deleted', startMs: 0, endMs: 0 }],
      transfer: transfer === null ? null : { ...transfer, target: targetOf(transfer.target) },
      cdr: view.cdr.map(withoutNumbers),
      contentDeleted: { at: isoTime(at), by },
    },
    steps: steps.map(frameOfStep),
  }
}

export const frameText = (frame: ContentFrame): string => toJsonb(frame)
