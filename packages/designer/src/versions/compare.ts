import type { ResourcesView } from '@callchart/protocol'
import { ask } from '../api/request.js'
import { askWorker } from '../library/ask-worker.js'
import type { Comparing, Comparison } from './compare-documents.js'

/** Compares two versions in a worker, with the library as it is now. */
export async function compare(asked: Omit<Comparing, 'library'>, signal?: AbortSignal): Promise<Comparison> {
  const library = asked.older === undefined ? undefined : await ask<ResourcesView>('/v1/resources', { ...(signal !== undefined && { signal }) })
  return askWorker<Comparison>(() => new Worker(new URL('./compare-worker.ts', import.meta.url), { type: 'module' }), { ...asked, library } satisfies Comparing, signal)
}
