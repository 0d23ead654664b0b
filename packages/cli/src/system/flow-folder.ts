import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { calendarFileEnd, faqFileEnd, flowFileEnd, readResources, rulesFileName, type LibraryFile, type ReadResources } from '@callchart/flow'

const isNamed = (name: string): boolean => name === rulesFileName || [flowFileEnd, calendarFileEnd, faqFileEnd].some((end) => name.endsWith(end))

/** A file that is gone meanwhile, or is none, is not there for anybody. */
async function readNamed(folder: string, name: string): Promise<LibraryFile[]> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => undefined)
  return text === undefined ? [] : [{ name, text }]
}

/** The flows, calendars and lists of questions of a folder, which nodes may name, and its rules. */
export async function readFlowFolder(folder: string, now = new Date()): Promise<ReadResources> {
  const names = await readdir(folder).catch(() => [])
  const files = await Promise.all(names.filter(isNamed).map((name) => readNamed(folder, name)))
  return readResources(files.flat(), now.toISOString().slice(0, 10))
}

/** Those beside a file. */
export const readFolderOf = (file: string): Promise<ReadResources> => readFlowFolder(dirname(file))
