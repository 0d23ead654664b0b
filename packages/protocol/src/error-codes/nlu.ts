/** Codes raised by the nlu part: code -> meaning. */
export const nluErrorCodes = {} as const satisfies Record<string, string>
