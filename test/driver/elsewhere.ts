import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
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

/** A port of 127.0.0.1 that nobody listens to, for a system that comes back where it was. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
