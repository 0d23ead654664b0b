import { copyFile, mkdtemp, readdir, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { calendarFileEnd, faqFileEnd, flowFileEnd, rulesFileName } from '@callchart/flow'
import { CliError, messageOf } from '../errors.js'

/** A flow's file and what it says of itself, checked no further. */
export interface FoundFlow {
  readonly file: string
  readonly text: string
  readonly flow: string
  /** Queues of its transfer nodes and of those in its sub-flows, each once. */
  readonly queues: readonly string[]
  /** Flows that it runs as sub-flows. */
  readonly subflows: readonly string[]
}

/**
 * The flow of an id in the folder of flows, or the file of that name.
 * @throws CliError CLI_FLOW_UNKNOWN, CLI_FLOW_INVALID
 */
export async function findFlow(idOrFile: string, flowsDir: string): Promise<FoundFlow> {
  const file = await fileOf(idOrFile, flowsDir)
  if (file === undefined)
    throw new CliError('CLI_FLOW_UNKNOWN', `No flow "${idOrFile}" was found: name a file, or the id of a flow in ${flowsDir}.`)
  return withQueuesOfSubflows(await readFlowFile(file))
}

/** Sub-flows are those beside the file; each is looked into once, so that a circle of them ends. */
async function withQueuesOfSubflows(found: FoundFlow): Promise<FoundFlow> {
  if (found.subflows.length === 0) return found
  const beside = (await Promise.all((await flowFilesIn(dirname(found.file))).map((file) => readFlowFile(file).catch(() => undefined)))).flat()
  const run = new Set<FoundFlow>([found])
  for (const { subflows } of run) for (const other of beside) if (other !== undefined && subflows.includes(other.flow)) run.add(other)
  return { ...found, queues: [...new Set([...run].flatMap(({ queues }) => queues))] }
}

async function fileOf(idOrFile: string, flowsDir: string): Promise<string | undefined> {
  if (await isFile(idOrFile)) return resolve(idOrFile)
  const named = join(flowsDir, `${idOrFile}${flowFileEnd}`)
  if (!idOrFile.includes('/') && (await isFile(named))) return named
  for (const file of await flowFilesIn(flowsDir)) {
    if ((await readFlowFile(file).catch(() => undefined))?.flow === idOrFile) return file
  }
  return undefined
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  )

/** Sorted by name. */
export const flowFilesIn = (folder: string): Promise<string[]> => filesIn(folder, flowFileEnd)
export const faqFilesIn = (folder: string): Promise<string[]> => filesIn(folder, faqFileEnd)
export const calendarFilesIn = (folder: string): Promise<string[]> => filesIn(folder, calendarFileEnd)
/** The file of rules, where there is one. */
export const rulesFilesIn = async (folder: string): Promise<string[]> => ((await isFile(join(folder, rulesFileName))) ? [join(folder, rulesFileName)] : [])

async function filesIn(folder: string, end: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names
    .filter((name) => name.endsWith(end))
    .sort()
    .map((name) => join(folder, name))
}

/** @throws CliError CLI_FILE_UNREADABLE, CLI_FLOW_INVALID */
export async function readFlowFile(file: string): Promise<FoundFlow> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new CliError('CLI_FILE_UNREADABLE', `${file} cannot be read: ${messageOf(error)}`, { cause: error })
  })
  const document = parseObject(text, file)
  if (typeof document.id !== 'string') throw new CliError('CLI_FLOW_INVALID', `${file} has no "id": is it a flow? See "callchart check".`)
  const nodes = Array.isArray(document.nodes) ? (document.nodes as { kind?: unknown; queue?: unknown; flow?: unknown }[]) : []
  return {
    file,
    text,
    flow: document.id,
    queues: [...new Set(nodes.flatMap((node) => (typeof node?.queue === 'string' ? [node.queue] : [])))],
    subflows: nodes.flatMap((node) => (node?.kind === 'subflow' && typeof node.flow === 'string' ? [node.flow] : [])),
  }
}

function parseObject(text: string, file: string): Record<string, unknown> {
  try {
    const json = JSON.parse(text) as unknown
    if (typeof json === 'object' && json !== null) return json as Record<string, unknown>
  } catch (error) {
    throw new CliError('CLI_FLOW_INVALID', `${file} is not JSON: ${messageOf(error)}`, { cause: error })
  }
  throw new CliError('CLI_FLOW_INVALID', `${file} holds no JSON object: is it a flow?`)
}

/** A new folder with this flow, the others beside it, which it may run or continue with, their calendars and lists of questions, and the rules; the caller removes it. */
export async function stageFlow(found: FoundFlow): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'callchart-flows-'))
  const own = found.file.endsWith(flowFileEnd) ? basename(found.file) : `${found.flow}${flowFileEnd}`
  await copyFile(found.file, join(folder, own))
  for (const file of await flowFilesIn(dirname(found.file))) {
    const other = await readFlowFile(file).catch(() => undefined)
    if (other !== undefined && file !== found.file && other.flow !== found.flow) await copyFile(file, join(folder, basename(file)))
  }
  const named = [await calendarFilesIn(dirname(found.file)), await faqFilesIn(dirname(found.file)), await rulesFilesIn(dirname(found.file))].flat()
  for (const file of named) await copyFile(file, join(folder, basename(file)))
  return folder
}
