/** A caller of a line, wherever their call is. */
export interface LineEntry {
  readonly callId: string
  readonly transferId: string
  /** Who works on the call. */
  readonly runtimeId: string
}

export interface FreeSeat {
  readonly agentId: string
  /** Where the human's control connection is. */
  readonly runtimeId: string
  /** Milliseconds since the epoch. */
  readonly freeSince: number
}

/** A queue at one moment, as far as the runtimes that may share it reach. */
export interface QueueSnapshot {
  /** Who has been free longest is first. */
  readonly seats: readonly FreeSeat[]
  /** Who wait, the next one first. */
  readonly entries: readonly LineEntry[]
  /** The human had this caller already. */
  readonly had: (entry: LineEntry, agentId: string) => boolean
}

/** What one runtime does of what is due. */
export interface Matches {
  /** Its own callers to its own humans. */
  readonly offers: readonly { readonly entry: LineEntry; readonly agentId: string }[]
  /** Its callers whose human sits at another runtime: their calls go there. */
  readonly moves: readonly { readonly entry: LineEntry; readonly runtimeId: string }[]
  /** Humans of its own are left to callers whose runtimes are to send them. */
  readonly leavesSeats: boolean
}

/** For a call to come from another runtime; a seat that is free for longer is its own callers' again. */
export const leaveSeatMs = 3_000

/**
 * The caller who waits longest gets a human of the same runtime, or else the one who has been free longest elsewhere. Each runtime works this out for
 * itself by the same rows and does its own part, so callers of all of them are one line.
 */
export function matchesOf({ seats, entries, had }: QueueSnapshot, runtimeId: string, now: number): Matches {
  const waiting = new Set(entries.map((entry) => entry.runtimeId))
  const isLeft = (seat: FreeSeat): boolean => now - seat.freeSince < leaveSeatMs || !waiting.has(seat.runtimeId)
  const free = [...seats]
  const take = (entry: LineEntry): FreeSeat | undefined => {
    const fits = free.filter((seat) => (seat.runtimeId === entry.runtimeId || isLeft(seat)) && !had(entry, seat.agentId))
    const seat = fits.find((each) => each.runtimeId === entry.runtimeId) ?? fits[0]
    if (seat !== undefined) free.splice(free.indexOf(seat), 1)
    return seat
  }
  const pairs = entries.flatMap((entry) => {
    const seat = free.length === 0 ? undefined : take(entry)
    return seat === undefined ? [] : [{ entry, seat }]
  })
  const own = pairs.filter(({ entry }) => entry.runtimeId === runtimeId)
  return {
    offers: own.filter(({ seat }) => seat.runtimeId === runtimeId).map(({ entry, seat }) => ({ entry, agentId: seat.agentId })),
    moves: own.filter(({ seat }) => seat.runtimeId !== runtimeId).map(({ entry, seat }) => ({ entry, runtimeId: seat.runtimeId })),
    leavesSeats: pairs.some(({ entry, seat }) => entry.runtimeId !== runtimeId && seat.runtimeId === runtimeId),
  }
}
