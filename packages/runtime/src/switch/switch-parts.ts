import type { Logger } from 'pino'
import type { Clock } from '../clock.js'
import type { LineDesk } from './switch-port.js'

/** What every connector is given. */
export interface SwitchParts {
  readonly desk: LineDesk
  readonly clock: Clock
  readonly logger: Logger
}
