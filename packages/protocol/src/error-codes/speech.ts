/** Codes raised by the speech part: code -> meaning. */
export const speechErrorCodes = {} as const satisfies Record<string, string>
