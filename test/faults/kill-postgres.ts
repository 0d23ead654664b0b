import { readFile } from 'node:fs/promises'
import { comesToHold } from './wait-for.js'
import { findPostmaster } from '../../packages/runtime/src/store/embedded/postmaster.js'

const backWithinMs = 30_000

/**
 * The postmaster and every process of it get SIGKILL: what is in memory is gone, and the next start recovers. Resolves when whoever looks after it has started it again.
 * @param cluster data folder of the server @returns how long it was away, in ms
 */
export async function killPostgres(cluster: string): Promise<number> {
  const postmaster = await findPostmaster(cluster)
  if (postmaster === undefined) throw new Error(`no PostgreSQL runs on ${cluster}`)
  const { pid } = postmaster
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ').map(Number)
  process.kill(pid, 'SIGKILL')
  const atMs = Date.now()
  for (const child of children) killIfThere(child)
  const isBack = async (): Promise<boolean> => {
    const next = await findPostmaster(cluster)
    return next !== undefined && next.pid !== pid && next.status === 'ready'
  }
  if (!(await comesToHold(isBack, backWithinMs))) throw new Error('PostgreSQL was not started again')
  return Date.now() - atMs
}

/** One that has seen its postmaster die may have ended by itself. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
