/** Where ways lead that are not connected yet. */
export const unconnectedId = 'wayNotConnected'
/** Why the call ends there, and in a node that is not finished. */
export const unfinishedCause = 'not-finished'
