import { createServer } from 'node:net'
import { once } from 'node:events'

/** Below those that the system gives away by itself; Asterisk's RTP is below, that of the telephones above. */
const [first, last] = [14_000, 19_999]
/** Processes that begin at the same time begin at different ones. */
let next = first + Math.floor(Math.random() * (last - first))

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch {
    return false
  }
  await new Promise((closed) => server.close(closed))
  return true
}

/** Neighbouring ports of loopback that nobody uses now; this process gives none of them to anybody else for a long time. */
export async function freePorts(count: number): Promise<number[]> {
  for (;;) {
    if (next + count > last) next = first
    const ports = Array.from({ length: count }, (_, index) => next + index)
    next += count
    const areFree = await Promise.all(ports.map(isFree))
    if (areFree.every(Boolean)) return ports
  }
}
