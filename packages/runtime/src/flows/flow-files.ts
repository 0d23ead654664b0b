import type { FlowDocument, FlowProblem } from '@callchart/flow'
import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { RuntimeError } from '../errors.js'
import type { FlowTools } from './flow-tools.js'
import { fileProblem } from './problems.js'

/** A flow file as it stands now. */
export interface FlowFile {
  readonly file: string
  readonly digest: string
  /** The document's id; of a file that cannot be read, its name. */
  readonly flow: string
  /** Absent where the problems hold an error. */
  readonly document?: FlowDocument
  readonly problems: readonly FlowProblem[]
}

/** A file's last reading, or only the flow that it held. */
export type KnownFile = FlowFile | { readonly flow: string }

const extension = '.flow.json'
export const fileCapBytes = 5_000_000

const digestOf = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')
export const hasError = (problems: readonly FlowProblem[]): boolean => problems.some(({ severity }) => severity === 'error')

function idWithin(text: string): string | undefined {
  try {
    const json = JSON.parse(text) as { id?: unknown } | null
    return typeof json?.id === 'string' ? json.id : undefined
  } catch {
    return undefined
  }
}

function readText(file: string, text: string, digest: string, tools: FlowTools, earlier: KnownFile | undefined): FlowFile {
  const { document, problems } = tools.readFlow(text)
  const flow = document?.id ?? idWithin(text) ?? earlier?.flow ?? basename(file, extension)
  return { file, digest, flow, problems, ...(document !== undefined && !hasError(problems) && { document }) }
}

function tooLarge(file: string, sizeBytes: number): FlowProblem {
  const message = `${file} has ${sizeBytes} bytes, a flow file at most ${fileCapBytes}.`
  return fileProblem('RUNTIME_FLOW_FILE_TOO_LARGE', message, 'Split the flow into several.')
}

const unreadable = (file: string, error: unknown): FlowProblem =>
  fileProblem(
    'RUNTIME_FLOW_FILE_UNREADABLE',
    `${file} cannot be read: ${String(error)}.`,
    'Check that it is a file and that we may read it.',
  )

/** A file that is gone between the listing and the reading is no file. */
async function readFlowFile(folder: string, file: string, tools: FlowTools, earlier: KnownFile | undefined): Promise<FlowFile | undefined> {
  const flow = earlier?.flow ?? basename(file, extension)
  const path = join(folder, file)
  try {
    const { size } = await stat(path)
    if (size > fileCapBytes) return { file, flow, digest: `${size}`, problems: [tooLarge(file, size)] }
    const content = await readFile(path)
    const digest = digestOf(content)
    return earlier !== undefined && 'digest' in earlier && earlier.digest === digest
      ? earlier
      : readText(file, content.toString('utf8'), digest, tools, earlier)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    return { file, flow, digest: digestOf(String(error)), problems: [unreadable(file, error)] }
  }
}

/**
 * Reads all flow files of the folder, by name; a file with the bytes of `earlier` is not looked into again.
 * @throws RUNTIME_FLOWS_FOLDER_UNREADABLE
 */
export async function readFlowFiles(folder: string, tools: FlowTools, earlier: ReadonlyMap<string, KnownFile>): Promise<FlowFile[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new RuntimeError(
      'RUNTIME_FLOWS_FOLDER_UNREADABLE',
      `The flows folder ${folder} cannot be read: create it, or name another one.`,
      { cause },
    )
  })
  const wanted = names.filter((name) => name.endsWith(extension) && !name.startsWith('.')).sort()
  const files = await Promise.all(wanted.map((name) => readFlowFile(folder, name, tools, earlier.get(name))))
  return files.filter((file) => file !== undefined)
}
