/** Codes raised by the protocol part: code -> meaning. */
export const protocolErrorCodes = {
  PROTOCOL_UNKNOWN_MESSAGE: 'A peer sent a message of a kind this release does not know.',
  PROTOCOL_BAD_MESSAGE: 'A peer sent a message that does not fit its schema.',
} as const satisfies Record<string, string>
