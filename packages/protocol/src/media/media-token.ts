/** Neither in base64url nor in a uuid. */
const separator = '.'

/** The token of a further bot leg, which says who works on its call: another runtime would take the call away from one that is well. */
export const tokenForKeeper = (secret: string, runtimeId: string): string => `${secret}${separator}${runtimeId}`

/** Id of the runtime that a token names; absent: any runtime will do. */
export const keeperIn = (token: string): string | undefined => token.split(separator, 2)[1]
