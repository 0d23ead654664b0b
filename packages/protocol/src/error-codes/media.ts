/** Codes raised by the media part: code -> meaning. */
export const mediaErrorCodes = {} as const satisfies Record<string, string>
