import type { FlowManifest } from '@callchart/flow'
import type { VersionOrigin } from '../store/draft-tables.js'

/** A flow's version that new calls get. */
export interface LiveFlow {
  readonly version: string
  readonly manifest: FlowManifest
  readonly publishedAt: Date
  /** Name of the file that it came from, or was written to. */
  readonly file: string
  readonly origin: VersionOrigin
  /** An earlier version that somebody brought back. */
  readonly isRollback: boolean
}
