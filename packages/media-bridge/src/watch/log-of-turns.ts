import type { Logger } from 'pino'

/** The log of one call: each line names the turn that runs or ran last. @param turnId empty before the first */
export const logOfTurns = (logger: Logger, turnId: () => string): Logger =>
  logger.child({}, { formatters: { log: (fields) => (turnId() === '' ? fields : { turnId: turnId(), ...fields }) } })
