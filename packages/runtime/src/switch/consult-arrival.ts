import type { Logger } from 'pino'
import { RuntimeError } from '../errors.js'
import type { ConsultLine } from './consult-line.js'
import type { Arrival, LineDesk } from './switch-port.js'

export interface ConsultArrivalParts {
  readonly desk: LineDesk
  readonly logger: Logger
  /** The line is none of ours after all. */
  readonly forget: (lineId: string) => void
  /** Where callers go whom nobody takes. */
  readonly turnAway: (lineId: string) => Promise<unknown>
}

/** A caller has come, and hears the bot; one whom nobody takes goes on by the switch's default way. */
export async function takeArrival({ desk, logger, forget, turnAway }: ConsultArrivalParts, arrival: Arrival, line: ConsultLine): Promise<void> {
  const { switchId, lineId } = arrival
  try {
    const call = await desk.arrived(arrival, line)
    line.belongsTo(call)
    await line.connectMedia(call.mediaUrl)
  } catch (error) {
    logger.warn({ switchId, code: error instanceof RuntimeError ? error.code : 'unforeseen' }, 'nobody takes a caller of the switch')
    line.close()
    forget(lineId)
    await turnAway(lineId).catch(() => undefined)
  }
}
