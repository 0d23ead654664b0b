import { said, type FlowProblem } from '@callchart/flow'
import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { RuntimeError } from '../errors.js'
import { fileProblem } from './problems.js'

/** A file of the folder as it stands now. */
export type FolderFile = { readonly file: string; readonly digest: string } & (
  | { readonly text: string }
  | { readonly problem: FlowProblem }
)

export const fileCapBytes = 5_000_000

/** Of the bytes of a file. */
export const digestOf = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')

function tooLarge(file: string, sizeBytes: number): FlowProblem {
  const message = said(
    `${file} has ${sizeBytes} bytes, a file of a flow at most ${fileCapBytes}.`,
    `${file} 有 ${sizeBytes} 字节，流程文件最多 ${fileCapBytes} 字节。`,
  )
  return fileProblem('RUNTIME_FLOW_FILE_TOO_LARGE', message, said('Split the flow into several.', '请将流程拆分为多个。'))
}

const unreadable = (file: string, error: unknown): FlowProblem =>
  fileProblem(
    'RUNTIME_FLOW_FILE_UNREADABLE',
    said(`${file} cannot be read: ${String(error)}.`, `无法读取 ${file}（${String(error)}）。`),
    said('Check that it is a file and that we may read it.', '请确认它是文件，并且系统有权读取。'),
  )

/** A file that is gone between the listing and the reading is no file. */
async function readOne(folder: string, file: string): Promise<FolderFile | undefined> {
  const path = join(folder, file)
  try {
    const { size } = await stat(path)
    if (size > fileCapBytes) return { file, digest: `${size}`, problem: tooLarge(file, size) }
    const content = await readFile(path)
    return { file, digest: digestOf(content), text: content.toString('utf8') }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    return { file, digest: digestOf(String(error)), problem: unreadable(file, error) }
  }
}

/**
 * Reads all files of the folder whose names end so, by name.
 * @throws RUNTIME_FLOWS_FOLDER_UNREADABLE
 */
export async function readFolder(folder: string, extension: string): Promise<FolderFile[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new RuntimeError(
      'RUNTIME_FLOWS_FOLDER_UNREADABLE',
      `The flows folder ${folder} cannot be read: create it, or name another one.`,
      { cause },
    )
  })
  const wanted = names.filter((name) => name.endsWith(extension) && !name.startsWith('.')).sort()
  const files = await Promise.all(wanted.map((name) => readOne(folder, name)))
  return files.filter((file) => file !== undefined)
}
