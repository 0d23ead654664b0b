import type { ELK as Elk } from 'elkjs/lib/elk-api.js'
import type { Layout } from './arrange.js'

let elk: Promise<Elk> | undefined

async function startElk(): Promise<Elk> {
  const { default: ELK } = await import('elkjs/lib/elk-api.js')
  return new ELK({ workerFactory: () => new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' }) })
}

/** Lays out in a worker, which is started when it is first needed. */
export const layoutInWorker: Layout = async (graph) => {
  elk ??= startElk()
  return (await elk).layout(graph)
}
