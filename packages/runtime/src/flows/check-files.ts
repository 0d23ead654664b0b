import { sitesOf } from '@callchart/flow'
import { hasError, type FlowFile, type ParsedFile } from './flow-files.js'
import type { FlowTools } from './flow-tools.js'
import { digestWith, findNeighbours, type NeighbourParts, type Neighbours } from './neighbours.js'

export interface CheckParts extends NeighbourParts {
  readonly tools: FlowTools
  /** The files of the last reading. */
  readonly earlier: ReadonlyMap<string, FlowFile>
}

export interface CheckedFiles {
  readonly files: readonly FlowFile[]
  readonly neighbours: Neighbours
}

async function checkFile(parsed: ParsedFile, neighbours: Neighbours, { tools, earlier }: CheckParts): Promise<FlowFile> {
  const { document, digest } = parsed
  if (document === undefined) return { ...parsed, checkedWith: '' }
  const checkedWith = digestWith(document, neighbours)
  const known = earlier.get(parsed.file)
  if (known?.digest === digest && known.checkedWith === checkedWith) {
    const { problems, good } = known
    return { ...parsed, problems, checkedWith, ...(good !== undefined && { good }) }
  }
  const problems = [...neighbours.rules.problems, ...(await tools.checkFlow(document, neighbours.resources))]
  return { ...parsed, problems, checkedWith, ...(!hasError(problems) && { good: document }) }
}

const isRun = (files: readonly ParsedFile[], flow: string): boolean =>
  files.some(({ document }) => document !== undefined && sitesOf(document).some((site) => site.flow === flow))

/** A file is bad by itself before it is bad for what it runs: those within others come first. */
function innermost(files: readonly ParsedFile[]): readonly ParsedFile[] {
  const runsAnother = ({ document }: ParsedFile): boolean =>
    document !== undefined && sitesOf(document).some((site) => files.some(({ flow }) => flow === site.flow))
  const inner = files.filter((file) => !runsAnother(file))
  return inner.length > 0 ? inner : files
}

/**
 * Checks every file among its neighbours. Where a file that others run as a sub-flow has errors, they are checked with its live version.
 * @throws RUNTIME_STORE_UNAVAILABLE
 */
export async function checkFiles(parts: CheckParts): Promise<CheckedFiles> {
  const bad = new Set<string>()
  for (;;) {
    const neighbours = await findNeighbours(parts, bad)
    const files = await Promise.all(parts.parsed.map((parsed) => checkFile(parsed, neighbours, parts)))
    const found = files.filter(({ flow, document, good }) => document !== undefined && good === undefined && !bad.has(flow) && isRun(files, flow))
    if (found.length === 0) return { files, neighbours }
    for (const { flow } of innermost(found)) bad.add(flow)
  }
}
