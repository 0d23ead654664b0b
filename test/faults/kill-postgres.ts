import { readFile } from 'node:fs/promises'
import { findPostmaster } from '../../packages/runtime/src/store/embedded/postmaster.js'

/** The postmaster and every process of it get SIGKILL: what is in memory is gone, and the next start recovers. @param cluster data folder of the server */
export async function killPostgres(cluster: string): Promise<void> {
  const postmaster = await findPostmaster(cluster)
  if (postmaster === undefined) throw new Error(`no PostgreSQL runs on ${cluster}`)
  const { pid } = postmaster
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ').map(Number)
  process.kill(pid, 'SIGKILL')
  for (const child of children) killIfThere(child)
}

/** One that has seen its postmaster die may have ended by itself. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
