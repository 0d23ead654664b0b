import type { TransferTarget } from './effects.js'

/** What people call the target of a transfer. */
export function nameOfTarget(target: TransferTarget): string {
  switch (target.type) {
    case 'queue':
      return target.queue
    case 'extension':
      return target.extension
    case 'sip':
      return target.address
    case 'number':
      return target.number
  }
}
