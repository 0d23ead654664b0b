import type { Logger } from 'pino'
import { wireTurnId, type CallState } from '../call/state.js'

/** Where a call stands, for every line of its log. The version is told by its first 12 digits, as everywhere. */
export function placeOf({ origin, ready, step, turns, chapter }: CallState): { readonly callId: string } & Record<string, string | number> {
  const turnId = [...turns.keys()].at(-1)
  return {
    callId: origin.callId,
    flowId: ready.manifest.flow,
    version: ready.version.slice(0, 12),
    step,
    ...(turnId !== undefined && { turnId: wireTurnId(chapter, turnId) }),
  }
}

/** The log of one call: each line says where the call stands by then; what a line says of itself goes before. */
export const logOfCall = (logger: Logger, state: CallState): Logger =>
  logger.child({}, { formatters: { log: (fields) => ({ ...placeOf(state), ...fields }) } })
