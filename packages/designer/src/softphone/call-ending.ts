import type { CallView } from '@callchart/protocol'
import type { LineEnd } from '../telephone/line-messages.js'

/** How a call came to its end, as its caller would tell it. */
export type Ending = 'near-side' | 'bot' | 'human' | 'flow-failed' | 'lost' | 'ended'

/** @param end of the line, as this page saw it; @param view of the call, as the server has it */
export function endingOf(end: LineEnd | undefined, view: Pick<CallView, 'disposition' | 'cdr'> | undefined): Ending {
  if (end === 'near-side') return 'near-side'
  if (view?.disposition === 'failed') return 'flow-failed'
  if (end === 'lost' || end === 'refused') return 'lost'
  const hungUpBy = view?.cdr[0]?.hungUpBy
  if (hungUpBy === 'agent') return 'human'
  return hungUpBy === 'system' ? 'ended' : 'bot'
}
