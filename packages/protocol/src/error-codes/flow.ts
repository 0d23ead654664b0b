/** Codes raised by the flow part: code -> meaning. */
export const flowErrorCodes = {} as const satisfies Record<string, string>
