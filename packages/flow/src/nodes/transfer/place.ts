/** Fields of which exactly one says where the caller is taken. */
export const placeFields = ['queue', 'extension', 'sip', 'number'] as const
export type PlaceField = (typeof placeFields)[number]

/** What of a transfer says where it leads, and how. */
type Placed = { readonly [Field in PlaceField]?: string | undefined }

/** Those that are filled: one, unless the node is not finished or has too many. */
export const placesOf = (node: Placed): PlaceField[] => placeFields.filter((field) => node[field] !== undefined)

/** `queue`: the caller waits for a human of ours; `line`: the switch rings somebody; `refer`: the caller's own side takes them there. */
export type TransferSort = 'queue' | 'line' | 'refer'

export const sortOf = (node: Placed & { readonly mode: 'attended' | 'blind' | 'refer' }): TransferSort =>
  node.queue !== undefined || placesOf(node).length === 0 ? 'queue' : node.mode === 'refer' ? 'refer' : 'line'

/** What such a transfer can come to, by the way out. */
export const outcomesOf: Readonly<Record<TransferSort, readonly string[]>> = {
  queue: ['next', 'busy', 'noAnswer', 'declined', 'failed', 'closed', 'overflow'],
  line: ['next', 'busy', 'noAnswer', 'declined', 'failed'],
  refer: ['declined', 'failed'],
}

/** What only a queue has. */
export const queueFields = ['calendar', 'maxWaiting', 'positionPrompt', 'offer', 'closed', 'overflow'] as const
