/** Codes raised by the cli part: code -> meaning. */
export const cliErrorCodes = {} as const satisfies Record<string, string>
