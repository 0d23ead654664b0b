import type { FlowManifest, FlowProblem } from '@callchart/flow'
import type { FlowView } from '@callchart/protocol'
import type { FlowFile } from './flow-files.js'

export interface LiveFlow {
  readonly version: string
  readonly manifest: FlowManifest
  readonly publishedAt: Date
  /** Name of the file that it came from. */
  readonly file: string
}

/** The library between two reloads. */
export interface LibraryState {
  readonly files: ReadonlyMap<string, FlowFile>
  /** By file, those of the file alone and those with its neighbours. */
  readonly problems: ReadonlyMap<string, readonly FlowProblem[]>
  readonly live: ReadonlyMap<string, LiveFlow>
}

export const emptyState: LibraryState = { files: new Map(), problems: new Map(), live: new Map() }

function viewOf(flow: string, { files, problems, live }: LibraryState): FlowView {
  const current = live.get(flow)
  const ownFiles = [...files.values()].filter((file) => file.flow === flow)
  return {
    flow,
    name: current?.manifest.name ?? flow,
    ...(current !== undefined && { version: current.version, publishedAt: current.publishedAt.toISOString() }),
    languages: [...(current?.manifest.languages ?? [])],
    dnis: [...(current?.manifest.dnis ?? [])],
    problems: ownFiles
      .flatMap(({ file }) => problems.get(file) ?? [])
      .map(({ code, severity, nodeId, message, wayOut }) => ({ code, severity, message, wayOut, ...(nodeId !== undefined && { nodeId }) })),
  }
}

/** What people see: every flow that has a file or a live version, by id. */
export function viewsOf(state: LibraryState): FlowView[] {
  const flows = new Set([...[...state.files.values()].map(({ flow }) => flow), ...state.live.keys()])
  return [...flows].sort().map((flow) => viewOf(flow, state))
}
