import { setTimeout as pause } from 'node:timers/promises'
import { openCallLeg, type CallLeg, type LegClock } from '@callchart/cli'
import type { CallTracks } from './call-tracks.js'
import { loadNumber } from './flow.js'
import type { Connect, Line } from './line.js'
import { comesToHold } from './wait-for.js'

export const switchLogin = { user: 'asterisk', password: 'asked-by-a-dialplan' }
export const dialplanSetting = JSON.stringify([{ type: 'asterisk-dialplan', switchId: 'main', ...switchLogin }])

const authorization = `Basic ${Buffer.from(`${switchLogin.user}:${switchLogin.password}`).toString('base64')}`
const answerWithinMs = 5_000
/** A caller who is asked for by nobody for so long is gone: the dialplan's own patience. */
const patienceMs = 30_000
const againMs = 100
const firstWordWithinMs = 10_000

export interface DialplanParts {
  readonly tracks: CallTracks
  /** Of apps that are there, in any order: the load balancer's choice. */
  readonly urls: () => readonly string[]
  /** Of bridges that are there. */
  readonly bridges: () => readonly string[]
}

/** A bot leg that broke, and what the caller had of it. */
export interface Breach {
  readonly atMs: number
  /** The next bot leg is there. */
  readonly backAfterMs: number
}

type Order = Readonly<Record<string, string>>

/** A caller's line at an Asterisk whose dialplan asks, as [callchart-do] of deploy/asterisk does. */
export class DialplanLine implements Line {
  callId = ''
  isOpen = true
  readonly breaches: Breach[] = []
  /** Q.850 cause with which the dialplan was told to end the call. */
  byeCause: string | undefined
  /** Address of the bridge that has the bot leg. */
  bridge = ''
  readonly closed: Promise<unknown>
  private leg: CallLeg | undefined
  /** Since when there is none, because it broke. */
  private brokenAtMs: number | undefined

  private constructor(
    private readonly parts: DialplanParts,
    private readonly clock: LegClock,
    private readonly lineId: string,
    first: Order,
  ) {
    this.closed = this.obeyAll(first).finally(() => (this.isOpen = false))
  }

  /** Resolves when the bot leg is there. @throws Error of a caller whom nobody takes */
  static async opens(parts: DialplanParts, clock: LegClock, lineId: string): Promise<DialplanLine> {
    const order = await ask(parts, 'calls', { line: lineId, dnis: loadNumber, ani: '+15550199' })
    if (order === undefined) throw new Error('no app took the caller')
    const known = new Set(parts.tracks.ids)
    const line = new DialplanLine(parts, clock, lineId, order)
    // One caller comes at a time: the next new call is theirs. Their leg may be open before the app has said so, or after.
    const newCall = (): string | undefined => parts.tracks.ids.find((id) => !known.has(id))
    await comesToHold(() => !line.isOpen || (line.leg !== undefined && newCall() !== undefined), firstWordWithinMs)
    line.callId = newCall() ?? ''
    if (line.callId !== '' && line.leg !== undefined) return line
    line.hangUp()
    throw new Error(`${line.leg === undefined ? 'no bridge took' : 'no app attached'} the caller; ${line.isOpen ? 'the line stood' : 'the line ended'}`)
  }

  get telephone(): CallLeg['telephone'] {
    if (this.leg === undefined) throw new Error('the line has no bot leg yet')
    return this.leg.telephone
  }

  hangUp(): void {
    this.isOpen = false
    this.leg?.connection.hangUp()
  }

  private async obeyAll(first: Order): Promise<void> {
    let order: Order | undefined = first
    while (this.isOpen && order !== undefined && order['do'] !== 'bye') {
      const status: string = order['do'] === 'talk' ? await this.talk(order['token'] ?? '') : 'ANSWER'
      if (!this.isOpen) break
      order = await ask(this.parts, 'next', { line: this.lineId, n: order['n'] ?? '', status, cause: '16' })
    }
    this.byeCause = order?.['cause']
    await ask(this.parts, 'left', { line: this.lineId, cause: '16' })
  }

  /** @returns DIALSTATUS, once the bot leg has ended */
  private async talk(token: string): Promise<string> {
    for (const bridge of this.bridgesInTurn()) {
      const mediaUrl = `${bridge}/media?token=${encodeURIComponent(token)}`
      const leg = await openCallLeg({ mediaUrl, channelId: `line-${this.lineId}`, variables: {}, telephone: {}, clock: this.clock, onIgnored: () => undefined }).catch(() => undefined)
      if (leg === undefined) continue
      this.began(leg, bridge)
      const code = await leg.connection.closed
      this.brokenAtMs = code === 1_000 ? undefined : Date.now()
      return 'ANSWER'
    }
    return 'CHANUNAVAIL'
  }

  /** Lines are spread over the bridges. */
  private bridgesInTurn(): readonly string[] {
    const there = this.parts.bridges()
    const from = Number(this.lineId.split('.')[1]) % Math.max(1, there.length)
    return [...there.slice(from), ...there.slice(0, from)]
  }

  private began(leg: CallLeg, bridge: string): void {
    this.leg = leg
    this.bridge = bridge
    if (this.brokenAtMs !== undefined) this.breaches.push({ atMs: this.brokenAtMs, backAfterMs: Date.now() - this.brokenAtMs })
    this.brokenAtMs = undefined
  }
}

/** Any app may answer; one that does not is asked no more. Absent: nobody did, or the line is unknown. @throws Error of a caller who is refused */
async function ask({ urls }: DialplanParts, what: 'calls' | 'next' | 'left', fields: Readonly<Record<string, string>>): Promise<Order | undefined> {
  const giveUpAt = Date.now() + patienceMs
  for (let turn = 0; Date.now() < giveUpAt; turn += 1) {
    const there = urls()
    const url = there[turn % Math.max(1, there.length)]
    const answer = url === undefined ? undefined : await post(`${url}/v1/switch/asterisk/main/${what}`, fields)
    if (answer?.status === 200) return Object.fromEntries(new URLSearchParams(answer.text))
    if (what === 'calls' && answer !== undefined) throw new Error(`an app refused the caller: ${answer.status} ${answer.text}`)
    if (answer !== undefined && answer.status < 500) return undefined
    await pause(againMs)
  }
  return undefined
}

async function post(url: string, fields: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly text: string } | undefined> {
  try {
    const response = await fetch(url, { method: 'POST', headers: { authorization, connection: 'close' }, body: new URLSearchParams(fields), signal: AbortSignal.timeout(answerWithinMs) })
    return { status: response.status, text: await response.text() }
  } catch {
    return undefined
  }
}

/** How callers come who dial a number of the switch. */
export function dialling(parts: DialplanParts): Connect {
  let count = 0
  return (clock) => {
    count += 1
    return DialplanLine.opens(parts, clock, `${process.pid}.${count}`)
  }
}

/** Callers come one after the other, each known by their call before the next. */
export function comingOneByOne({ tracks }: Pick<DialplanParts, 'tracks'>, connect: Connect): Connect {
  let latest: Promise<unknown> = Promise.resolve()
  const connectKnown: Connect = async (clock) => {
    const line = await connect(clock)
    await comesToHold(() => !line.isOpen || tracks.of(line.callId) !== undefined, firstWordWithinMs)
    return line
  }
  return (clock) => {
    const line = latest.then(() => connectKnown(clock))
    latest = line.catch(() => undefined)
    return line
  }
}
