import { ApiClient, openCallLeg, type CallLeg, type LegClock } from '@callchart/cli'
import { loadFlow } from './flow.js'

/** A caller's connection to the bot, whatever stands between. */
export interface Line {
  readonly callId: string
  /** Of the media that are there now. */
  readonly telephone: CallLeg['telephone']
  readonly isOpen: boolean
  /** Resolves when the call is over for the caller. */
  readonly closed: Promise<unknown>
  hangUp(): void
}

/** How a caller comes. @throws Error of one whom nobody takes */
export type Connect = (clock: LegClock) => Promise<Line>

/** Asks for a bot leg by `POST /v1/calls`, and has no line beside it. @throws CliError of a call that is refused */
export async function openPlainLine(url: string, clock: LegClock): Promise<Line> {
  const { callId, mediaUrl } = await new ApiClient(url).createCall({ flow: loadFlow })
  const { telephone, connection } = await openCallLeg({ mediaUrl, channelId: `caller-${callId.slice(0, 20)}`, variables: {}, telephone: {}, clock, onIgnored: () => undefined })
  return {
    callId,
    telephone,
    get isOpen() {
      return connection.isOpen
    },
    closed: connection.closed,
    hangUp: () => connection.hangUp(),
  }
}
