import { readJson, said, type FlowDocument, type FlowProblem, type ParsedFlow, type Said } from '@callchart/flow'
import { basename } from 'node:path'
import type { FlowTools } from './flow-tools.js'
import { readFolder, type FolderFile } from './folder-files.js'
import { fileProblem } from './problems.js'

/** A flow file as it was read, before its neighbours are looked at. */
export interface ParsedFile {
  readonly file: string
  readonly digest: string
  /** The document's id; of a file that cannot be read, its name. */
  readonly flow: string
  /** Absent where the file is no flow document. */
  readonly document?: FlowDocument
  readonly problems: readonly FlowProblem[]
  /** It is no file but what somebody published; `as it is`: an earlier version, whatever has become of the flows that it runs. */
  readonly published?: 'by hand' | 'as it is'
  /** Digest of the file in whose place it stands. */
  readonly onDisk?: string
}

/** A flow file with everything that is wrong with it. */
export interface FlowFile extends ParsedFile {
  /** What it was checked with, as a digest: with the same it is not checked again. */
  readonly checkedWith: string
  /** The document where the problems hold no error. */
  readonly good?: FlowDocument
}

/** A file's last reading, or only the flow that it held. */
export type KnownFile = ParsedFile | { readonly flow: string }

const extension = '.flow.json'

export const hasError = (problems: readonly FlowProblem[]): boolean => problems.some(({ severity }) => severity === 'error')

const idOf = (json: unknown): string | undefined => {
  const id = typeof json === 'object' && json !== null && 'id' in json ? json.id : undefined
  return typeof id === 'string' ? id : undefined
}

const notJson = (file: string, { en, zh }: Said): FlowProblem =>
  fileProblem(
    'FLOW_NOT_JSON',
    said(`${file} is not JSON: ${en}.`, `${file} 不是 JSON：${zh}。`),
    said('Correct it with an editor that knows JSON.', '请使用支持 JSON 的编辑器修正。'),
  )

function parseText(file: string, text: string, tools: FlowTools): { readonly parsed: ParsedFlow; readonly id?: string | undefined } {
  const read = readJson(text)
  if ('fault' in read) return { parsed: { problems: [notJson(file, read.fault)] } }
  return { parsed: tools.parseFlow(read.json), id: idOf(read.json) }
}

/** What the check found is the check's: it looks again. */
const asParsed = ({ file, digest, flow, document, problems }: ParsedFile): ParsedFile =>
  document === undefined ? { file, digest, flow, problems } : { file, digest, flow, document, problems: [] }

function parseFile(found: FolderFile, tools: FlowTools, earlier: KnownFile | undefined): ParsedFile {
  const { file, digest } = found
  const flow = earlier?.flow ?? basename(file, extension)
  if ('problem' in found) return { file, digest, flow, problems: [found.problem] }
  if (earlier !== undefined && 'digest' in earlier && earlier.digest === digest) return asParsed(earlier)
  const { parsed, id } = parseText(file, found.text, tools)
  return 'document' in parsed
    ? { file, digest, flow: parsed.document.id, document: parsed.document, problems: [] }
    : { file, digest, flow: id ?? flow, problems: parsed.problems }
}

/**
 * Reads all flow files of the folder, by name; a file with the bytes of `earlier` is not looked into again.
 * @throws RUNTIME_FLOWS_FOLDER_UNREADABLE
 */
export async function readFlowFiles(folder: string, tools: FlowTools, earlier: ReadonlyMap<string, KnownFile>): Promise<ParsedFile[]> {
  const files = await readFolder(folder, extension)
  return files.map((found) => parseFile(found, tools, earlier.get(found.file)))
}
