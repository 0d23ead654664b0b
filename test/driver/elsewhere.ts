import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { TestSystem } from './system.js'

const cliEntry = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url))

export interface SystemElsewhere {
  /** As a power cut would end it. */
  kill(): Promise<void>
}

/** A system in a process of its own, on the folders of one that is not started here; resolves when it is ready to take calls. */
export async function startElsewhere({ dataDir, flowsDir }: TestSystem, port = 0): Promise<SystemElsewhere> {
  const child = spawn(process.execPath, [cliEntry, 'start'], {
    env: { ...process.env, PORT: String(port), MEDIA_PORT: '0', CALLCHART_DATA: dataDir, FLOWS_DIR: flowsDir, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('Callchart is ready')) break
  return {
    kill: async () => {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}
