import type { FlowDocument } from '@callchart/flow'
import type { ParsedFile } from './flow-files.js'
import type { LiveFlow } from './live-flow.js'

export interface PublishedFlowsParts {
  readonly live: ReadonlyMap<string, LiveFlow>
  /** Digests of files as they were last taken in or written. */
  readonly imported: ReadonlyMap<string, string>
  documentOf(version: string): Promise<FlowDocument | undefined>
}

/** What was published, as it stands among files. */
export const publishedAs = ({ version, isRollback }: Pick<LiveFlow, 'version' | 'isRollback'>): { readonly published: 'by hand' | 'as it is'; readonly digest: string } => {
  const published = isRollback ? 'as it is' : 'by hand'
  return { published, digest: `${published} ${version}` }
}

/** What was published by hand stands in the place of its file, until the file says something new. */
async function publishedFlow(flow: string, own: readonly ParsedFile[], live: LiveFlow, parts: PublishedFlowsParts): Promise<ParsedFile | undefined> {
  if (own.some(({ file, digest }) => parts.imported.get(file) !== digest)) return undefined
  const document = await parts.documentOf(live.version)
  if (document === undefined) return undefined
  const onDisk = own.find(({ file }) => file === live.file)?.digest
  return {
    file: live.file, flow, document, problems: [],
    ...publishedAs(live),
    ...(onDisk !== undefined && { onDisk }),
  }
}

/**
 * The flows of a folder as they are to be: its files, and for flows that were published by hand what was published.
 * @param read the files as they stand
 */
export async function withPublishedFlows(read: readonly ParsedFile[], parts: PublishedFlowsParts): Promise<ParsedFile[]> {
  let flows = [...read]
  for (const [flow, live] of parts.live) {
    if (live.origin !== 'designer') continue
    const published = await publishedFlow(flow, flows.filter((file) => file.flow === flow), live, parts)
    if (published !== undefined) flows = [...flows.filter((file) => file.flow !== flow && file.file !== published.file), published]
  }
  return flows.sort((left, right) => (left.file < right.file ? -1 : 1))
}
