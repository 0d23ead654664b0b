import i18next from 'i18next'
import { ApiError } from './request.js'

const kindOf = ({ status, code }: ApiError): 'unreachable' | 'changed' | 'exists' | 'gone' | 'tooLarge' | 'server' | 'refused' => {
  if (status === 0) return 'unreachable'
  if (code === 'RUNTIME_DRAFT_CHANGED' || code === 'RUNTIME_DRAFT_STATUS') return 'changed'
  if (code === 'RUNTIME_DRAFT_EXISTS') return 'exists'
  if (status === 404) return 'gone'
  if (status === 413) return 'tooLarge'
  return status >= 500 ? 'server' : 'refused'
}

/** Why something did not work and what to do now, in the language of the interface. */
export function faultText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  // Without texts yet, as where the page itself fails to begin, the message has to do.
  if (!(error instanceof ApiError) || !i18next.isInitialized) return message
  const kind = kindOf(error)
  return kind === 'refused' ? message : i18next.t(`fault.${kind}`)
}
