/** Entry of the callers of the bridge bench: so many telephones on one clock, spread over its 20 ms. */
import { once } from 'node:events'
import { frameMs, frameSamples } from '@callchart/protocol'
import { WebSocket } from 'ws'
import { Lateness } from './lateness.js'
import type { CallersCommand, CallersCount, CallersOrder } from './messages.js'
import { Telephone, type SpokenLoop } from './telephone.js'

/** Lines do not send at the same moment: twenty groups, 1 ms apart, which is as fine as timers are. */
const groupCount = 20
const groupMs = frameMs / groupCount
const connectAtOnce = 20
/** Callers start anywhere in their loops, spread evenly (the golden ratio's multiples are). */
const goldenShare = 0.618_033_988_75

const framesOf = (bytes: Buffer): Buffer[] => Array.from({ length: Math.floor(bytes.length / frameSamples) }, (_, index) => Buffer.from(bytes.subarray(index * frameSamples, (index + 1) * frameSamples)))

function loopOf(clip: Buffer, noise: Buffer, speechShare: number): SpokenLoop {
  const spoken = framesOf(clip)
  const silent = framesOf(noise)
  const silentCount = Math.round(spoken.length / speechShare) - spoken.length
  return { spokenCount: spoken.length, frames: [...spoken, ...Array.from({ length: silentCount }, (_, index) => silent[index % silent.length] ?? Buffer.alloc(frameSamples, 0xff))] }
}

class Callers {
  private readonly loops: readonly SpokenLoop[]
  private readonly groups: Telephone[][] = Array.from({ length: groupCount }, () => [])
  private readonly lateness = new Lateness()
  private readonly ownLateness = new Lateness()
  private sockets: WebSocket[] = []
  private sentFrames = 0
  private spokenFrames = 0
  private lostCalls = 0
  private timer: NodeJS.Timeout | undefined

  constructor({ clips, noise, speechShare }: CallersOrder) {
    this.loops = clips.map((clip) => loopOf(clip, noise, speechShare))
  }

  async connect(urls: readonly string[]): Promise<void> {
    for (let from = 0; from < urls.length; from += connectAtOnce) await Promise.all(urls.slice(from, from + connectAtOnce).map((url, index) => this.open(url, from + index)))
    if (this.timer === undefined) this.run()
  }

  async hangUp(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    for (const group of this.groups) group.length = 0
    const sockets = this.sockets.splice(0)
    await Promise.all(sockets.filter(({ readyState }) => readyState !== WebSocket.CLOSED).map((socket) => (socket.close(1_000), once(socket, 'close'))))
  }

  count(): CallersCount {
    const telephones = this.groups.flat()
    const counted = {
      sentFrames: this.sentFrames,
      spokenFrames: this.spokenFrames,
      heardFrames: telephones.reduce((sum, { heardFrames }) => sum + heardFrames, 0),
      lateness: { p50: this.lateness.percentile(50), p99: this.lateness.percentile(99), max: this.lateness.max },
      ownLatenessMs: this.ownLateness.percentile(99),
      lostCalls: this.lostCalls,
    }
    this.sentFrames = 0
    this.spokenFrames = 0
    this.lostCalls = 0
    for (const telephone of telephones) telephone.heardFrames = 0
    this.lateness.clear()
    this.ownLateness.clear()
    return { type: 'count', ...counted }
  }

  private async open(url: string, index: number): Promise<void> {
    const socket = new WebSocket(url, ['media'], { perMessageDeflate: false })
    const loop = this.loops[index % this.loops.length]
    if (loop === undefined) return
    const telephone = new Telephone(socket, loop, (index * goldenShare) % 1, this.lateness)
    await once(socket, 'open')
    socket.on('close', () => (this.lostCalls += this.sockets.includes(socket) ? 1 : 0))
    this.sockets.push(socket)
    telephone.start()
    this.groups[index % groupCount]?.push(telephone)
  }

  /** One corrected timer: no tick is lost. */
  private run(): void {
    const startedAtMs = performance.now()
    let ranCount = 0
    const wake = (): void => {
      for (const nowMs = performance.now(); startedAtMs + ranCount * groupMs <= nowMs; ranCount += 1) {
        this.ownLateness.add(nowMs - startedAtMs - ranCount * groupMs)
        this.runGroup(ranCount % groupCount)
      }
      this.timer = setTimeout(wake, Math.max(0, startedAtMs + ranCount * groupMs - performance.now()))
    }
    wake()
  }

  private runGroup(group: number): void {
    for (const telephone of this.groups[group] ?? []) {
      this.sentFrames += 1
      if (telephone.tick()) this.spokenFrames += 1
    }
  }
}

process.once('message', (order: CallersOrder) => {
  const callers = new Callers(order)
  process.on('message', (command: CallersCommand) => {
    if (command.type === 'connect') void callers.connect(command.urls).then(() => process.send?.({ type: 'connect' }))
    else if (command.type === 'hang-up') void callers.hangUp().then(() => process.send?.({ type: 'hang-up' }))
    else if (command.type === 'count') process.send?.(callers.count())
  })
  process.send?.({ type: 'ready' })
})
process.once('disconnect', () => process.exit(0))
