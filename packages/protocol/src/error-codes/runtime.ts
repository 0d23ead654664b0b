/** Codes raised by the runtime part: code -> meaning. */
export const runtimeErrorCodes = {} as const satisfies Record<string, string>
