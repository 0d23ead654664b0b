import type { CallView } from '@callchart/protocol'
import type { LineEnd } from '../telephone/line-messages.js'

/** How a call came to its end, as its caller would tell it. */
export type Ending = 'near-side' | 'bot' | 'human' | 'flow-failed' | 'lost' | 'ended'

/** @param end of the line, as this page saw it; @param view of the call, as the server has it; @param isLost the server does not tell any more */
export function endingOf(end: LineEnd | undefined, view: Pick<CallView, 'status' | 'disposition' | 'cdr'> | undefined, isLost: boolean): Ending {
  if (end === 'near-side') return 'near-side'
  if (view?.disposition === 'failed') return 'flow-failed'
  if (end === 'lost' || end === 'refused') return 'lost'
  // A bridge that is taken away hangs up in good order: it was not the flow that came to its end.
  if (isLost && view?.status !== 'ended') return 'lost'
  const hungUpBy = view?.cdr[0]?.hungUpBy
  if (hungUpBy === 'agent') return 'human'
  return hungUpBy === 'system' ? 'ended' : 'bot'
}
