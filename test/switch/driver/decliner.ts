import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freePorts } from '../../driver/free-ports.js'

const scenario = fileURLToPath(new URL('decliner.xml', import.meta.url))

/** A telephone without registration that declines every call. */
export interface Decliner {
  readonly sipPort: number
  stop(): Promise<void>
}

/** @param folder where SIPp may leave files */
export async function startDecliner(folder: string): Promise<Decliner> {
  const [sipPort = 0] = await freePorts(1)
  const sipp = spawn('sipp', ['-sf', scenario, '-i', '127.0.0.1', '-p', String(sipPort), '-nostdin'], { cwd: folder, stdio: 'ignore' })
  return {
    sipPort,
    async stop() {
      if (sipp.exitCode !== null || sipp.signalCode !== null) return
      const ended = once(sipp, 'exit')
      sipp.kill('SIGKILL')
      await ended
    },
  }
}
