import type { TransferTarget } from './effects.js'

/** What people call it: the queue, the extension, the address or the number. */
export const targetName = (target: TransferTarget): string => {
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

/** `queue "cards"`, `extension "2001"`. */
export const targetWords = (target: TransferTarget): string => `${target.type === 'sip' ? 'address' : target.type} "${targetName(target)}"`
