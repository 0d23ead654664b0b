import type { NodeKind } from '../nodes/kinds.js'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

/** A node while it is being drawn: any field but these may still be absent or wrong. */
export type DraftNode = JsonObject & { readonly id: string; readonly kind: NodeKind; readonly name: string }

export interface DraftPosition extends JsonObject {
  readonly x: number
  readonly y: number
}

/** A note on the canvas, for colleagues: no part of the flow. */
export type DraftNote = JsonObject & {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly color?: string
}

/**
 * A flow document while it is being drawn, as it stands in a file: fields with a default may be absent, and it need not fit the schema yet.
 * `parseFlow` tells what is missing.
 */
export type DraftDocument = JsonObject & {
  readonly id: string
  readonly name: string
  readonly languages: readonly string[]
  readonly nodes: readonly DraftNode[]
  readonly layout?: { readonly [nodeId: string]: DraftPosition }
  readonly notes?: { readonly [noteId: string]: DraftNote }
}
