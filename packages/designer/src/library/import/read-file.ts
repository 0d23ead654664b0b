import { askWorker, WorkerError } from '../ask-worker.js'
import type { Inspected } from './inspect-flow.js'

/** No flow is larger: one with 5,000 nodes takes about 3 MB. */
export const mostFileBytes = 10_000_000
/** With its recordings. */
export const mostZipBytes = 200_000_000

export const isZip = ({ name }: Pick<File, 'name'>): boolean => name.toLowerCase().endsWith('.zip')

export type ReadFile = Inspected | { readonly refusal: { readonly reason: 'too-large' | 'unreadable' | 'too-long' } }

const inspect = (text: string | Uint8Array): Promise<Inspected> => askWorker<Inspected>(() => new Worker(new URL('./inspect-worker.ts', import.meta.url), { type: 'module' }), text)

/** Looks at a file before anything of it is kept; one that is too large is not even read. */
export async function readFlowFile(file: File): Promise<ReadFile> {
  if (file.size > (isZip(file) ? mostZipBytes : mostFileBytes)) return { refusal: { reason: 'too-large' } }
  try {
    return await inspect(isZip(file) ? new Uint8Array(await file.arrayBuffer()) : await file.text())
  } catch (error) {
    return { refusal: { reason: error instanceof WorkerError && error.reason === 'too-long' ? 'too-long' : 'unreadable' } }
  }
}
