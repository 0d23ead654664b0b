import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { Slot } from './fleet.js'
import { waitFor } from './wait-for.js'

const opensWithinMs = 5_000
/** Of so many collections the later ones take what the earlier ones had only let go. */
const collections = 3

/** Lets Node open its inspector there when it is asked to by SIGUSR1 (nodejs.org/api/cli.html, `--inspect-port`). */
export const inspectableAt = (port: number): Readonly<Record<string, string>> => ({ NODE_OPTIONS: `--inspect-port=127.0.0.1:${port}` })

const portOf = ({ environment }: Slot): string => /\d+$/.exec(environment['NODE_OPTIONS'] ?? '')?.[0] ?? ''

async function inspectorOf(slot: Slot): Promise<WebSocket> {
  let url: string | undefined
  slot.node?.send('SIGUSR1')
  await waitFor(`the inspector of ${slot.name}`, async () => {
    const targets = await fetch(`http://127.0.0.1:${portOf(slot)}/json/list`).then(async (answer) => (await answer.json()) as { webSocketDebuggerUrl?: string }[], () => [])
    url = targets[0]?.webSocketDebuggerUrl
    return url !== undefined
  }, opensWithinMs)
  const socket = new WebSocket(url ?? '', { perMessageDeflate: false })
  await once(socket, 'open')
  return socket
}

/**
 * What a process of an inspectable fleet holds once everything that nobody needs has been collected, in MB: heap and the buffers outside of it. What
 * it has of the system besides says little of a leak: V8 lets garbage lie for as long as there is room.
 */
export async function readLiveMb(slot: Slot): Promise<number> {
  const socket = await inspectorOf(slot)
  let lastId = 0
  const ask = async (method: string): Promise<unknown> => {
    lastId += 1
    socket.send(JSON.stringify({ id: lastId, method }))
    for (;;) {
      const [data] = (await once(socket, 'message')) as [Buffer]
      const { id, result, error } = JSON.parse(data.toString()) as { id?: number; result?: unknown; error?: { message: string } }
      if (error !== undefined) throw new Error(`${method} of ${slot.name}: ${error.message}`)
      if (id === lastId) return result
    }
  }
  try {
    for (let count = 0; count < collections; count += 1) await ask('HeapProfiler.collectGarbage')
    const { usedSize, backingStorageSize = 0 } = (await ask('Runtime.getHeapUsage')) as { usedSize: number; backingStorageSize?: number }
    return (usedSize + backingStorageSize) / 1_048_576
  } finally {
    socket.close()
  }
}
