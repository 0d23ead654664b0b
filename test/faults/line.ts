import { ApiClient, CliError, openCallLeg, type CallLeg, type LegClock } from '@callchart/cli'
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

/** An app that answers nobody, as it died just now, or that no bridge reaches. */
const isUnfit = (error: unknown): boolean => error instanceof CliError && (error.code === 'CLI_SYSTEM_UNREACHABLE' || error.message.includes('RUNTIME_MEDIA_URL_UNKNOWN'))

/** As a balancer does it: the next app is asked where one is not fit. @throws CliError of a call that is refused, or of the last app */
export async function openBalancedLine([first = '', ...others]: readonly string[], clock: LegClock): Promise<Line> {
  try {
    return await openPlainLine(first, clock)
  } catch (error) {
    if (others.length === 0 || !isUnfit(error)) throw error
    return openBalancedLine(others, clock)
  }
}
