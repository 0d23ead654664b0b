import { flowFileEnd } from '@callchart/flow'
import { randomUUID } from 'node:crypto'
import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { digestOf } from './folder-files.js'

/** Whoever reads meanwhile finds the old text or the new one. A name with a dot in front is no flow file. */
export async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}`)
  try {
    await writeFile(draft, text, { mode, flush: true })
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
}

/** Some folders take two names for one that differ in case only. */
const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase()

/** The file of a flow: the one that it has, else one that no other flow has. @param taken files of other flows */
export function fileNameOf(flow: string, own: string | undefined, taken: readonly string[]): string {
  if (own !== undefined) return own
  const names = [flow, ...Array.from({ length: taken.length + 1 }, (_, index) => `${flow}-${index + 2}`)].map((name) => `${name}${flowFileEnd}`)
  return names.find((name) => !taken.some((other) => same(other, name))) ?? `${randomUUID()}${flowFileEnd}`
}

const newFileMode = 0o644

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

async function present(path: string): Promise<{ readonly path: string; readonly text: string; readonly mode: number } | undefined> {
  try {
    const real = await realpath(path)
    const [text, { mode }] = await Promise.all([readFile(real, 'utf8'), stat(real)])
    return { path: real, text, mode }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

export interface WriteBack {
  readonly folder: string
  readonly file: string
  /** What it is to hold. */
  readonly text: string
  /** Digest of the file as it was last taken in or written; absent: there was none. */
  readonly imported: string | undefined
  /** Called with the digest of the new text, before it is there. */
  readonly record: (digest: string) => Promise<void>
}

/**
 * Writes what was published into its file. A file that somebody has changed meanwhile is left as it is.
 * @returns whether the file holds what was published
 * @throws what the file system says where the folder cannot be written
 */
export async function writeBack({ folder, file, text, imported, record }: WriteBack): Promise<boolean> {
  const found = await present(join(folder, file))
  if (found !== undefined && found.text !== text && digestOf(found.text) !== imported) return false
  await record(digestOf(text))
  if (found?.text === text) return true
  try {
    await replaceFile(found?.path ?? join(folder, file), text, found?.mode ?? newFileMode)
    return true
  } catch (error) {
    if (found !== undefined) await record(digestOf(found.text))
    throw error
  }
}

/**
 * Removes a file, unless somebody has changed it meanwhile; one that is gone is removed.
 * @returns whether it is gone
 * @throws what the file system says where the folder cannot be written
 */
export async function removeFile(folder: string, file: string, imported: string | undefined): Promise<boolean> {
  const found = await present(join(folder, file))
  if (found === undefined) return true
  if (digestOf(found.text) !== imported) return false
  await rm(join(folder, file))
  return true
}
