import type { TFunction } from 'i18next'
import { isDisposition } from './filters.js'

const transferOutcomes = ['requested', 'queued', 'ringing', 'accepted', 'whisper', 'connected', 'no-answer', 'busy', 'declined', 'failed', 'closed', 'overflow', 'caller-gone', 'left', 'call-back', 'voicemail', 'cancelled'] as const
const isTransferOutcome = (value: string): value is (typeof transferOutcomes)[number] => (transferOutcomes as readonly string[]).includes(value)

export const tellDisposition = (t: TFunction<'calls'>, disposition: string): string => (isDisposition(disposition) ? t(`disposition.${disposition}`) : disposition)
export const tellTransfer = (t: TFunction<'calls'>, outcome: string): string => (isTransferOutcome(outcome) ? t(`transfer.${outcome}`) : outcome)

/** Minutes and seconds, hours where there are any: `1:05`, `1:00:05`. */
export function tellLength(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`
}

/** Colour of what a disposition says, beside its words. */
export const dispositionColor = (disposition: string | undefined): string => {
  switch (disposition) {
    case 'completed':
      return 'green'
    case 'transferred':
      return 'violet'
    case 'caller-hung-up':
      return 'yellow'
    case 'failed':
    case 'media-lost':
    case 'never-connected':
      return 'red'
    default:
      return 'gray'
  }
}
