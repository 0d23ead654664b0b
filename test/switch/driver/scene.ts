import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { CallView } from '@callchart/protocol'
import type { TestSystem } from '../../driver/system.js'
import { telephonePassword, type Asterisk } from './asterisk.js'
import { Telephone } from './telephone.js'

/** What a scene needs of the system that takes its calls. */
export interface ScenePlace extends Pick<TestSystem, 'folder' | 'speech' | 'until'> {
  readonly api: Pick<TestSystem['api'], 'call'>
  readonly system: Pick<TestSystem['system'], 'url' | 'mediaUrl'>
}

export interface SceneParts<There extends ScenePlace> {
  readonly there: There
  readonly asterisk: Asterisk
  /** Of the human's telephone here; the caller's number has it, and flows ring the one that goes with the number. */
  readonly extension: string
  /** Of this run, from 1 on. */
  readonly serial: number
}

/** First and last of those that telephones send and receive sound by; each has so many. */
const rtp = { first: 20_000, last: 31_999, each: 20 }

/** One caller, the call that they make, and the telephones around them: several go on at one switch and do not meet. */
export class Scene<There extends ScenePlace = TestSystem> {
  readonly extension: string
  /** That the caller calls from. */
  readonly number: string
  private readonly telephones: Telephone[] = []
  private callId: string | undefined

  constructor(private readonly parts: SceneParts<There>) {
    this.extension = parts.extension
    this.number = `+1555${parts.extension}${String(parts.serial).padStart(4, '0')}`
  }

  get there(): There {
    return this.parts.there
  }

  /** Somebody outside, behind the trunk. */
  caller(says?: Int16Array): Promise<Telephone> {
    return this.telephone({ number: this.number, ...(says !== undefined && { says }) })
  }

  /** Whoever has the telephone of this scene, which is known at the switch now. */
  async human(options: { readonly picksUp?: boolean; readonly says?: Int16Array } = {}): Promise<Telephone> {
    const human = await this.telephone({ extension: this.extension, password: telephonePassword, ...options })
    const contact = ` ${this.extension}/`
    await this.there.until(`telephone ${this.extension} at the switch`, async () => (await this.parts.asterisk.console('pjsip show contacts')).includes(contact))
    return human
  }

  /** The call is this one, whoever called. */
  follows(callId: string): void {
    this.callId = callId
  }

  /** The record of the call, once it holds. */
  async call(what: string, holds: (view: CallView) => boolean): Promise<CallView> {
    let found: CallView | undefined
    await this.there.until(what, async () => {
      this.callId ??= await this.latest()
      found = this.callId === undefined ? undefined : await this.there.api.call(this.callId)
      return found !== undefined && holds(found)
    }, () => (found === undefined ? 'there was no call' : `the call was at ${found.path.join(' > ')}, ${found.disposition ?? found.status}`))
    if (found === undefined) throw new Error('no call came')
    return found
  }

  /** The caller is asked something at a node, for the so-manieth time. */
  listensIn(nodeId: string, times = 1): Promise<CallView> {
    return this.call(`a question at ${nodeId}`, ({ listening, statePath, path }) => listening !== null && statePath[0] === nodeId && path.filter((id) => id === nodeId).length === times)
  }

  isOver(): Promise<CallView> {
    return this.call('an end of the call', ({ status }) => status === 'ended')
  }

  /** So long a stretch of sound is to be heard. */
  listens(ms: number): Promise<void> {
    return pause(ms)
  }

  async end(): Promise<void> {
    const telephones = this.telephones.splice(0)
    await Promise.all(telephones.map((telephone) => telephone.stop()))
    for (const { folder } of telephones) rmSync(folder, { recursive: true, force: true })
  }

  private async telephone(options: Partial<Parameters<typeof Telephone.start>[0]>): Promise<Telephone> {
    const name = `telephone-${this.parts.serial}-${this.telephones.length}`
    const from = rtp.first + ((this.parts.serial * 4 + this.telephones.length) * rtp.each) % (rtp.last - rtp.first)
    const telephone = await Telephone.start({ folder: join(this.there.folder, name), rtpPorts: [from, from + rtp.each - 1], switchPort: this.parts.asterisk.sipPort, ...options })
    this.telephones.push(telephone)
    return telephone
  }

  private async latest(): Promise<string | undefined> {
    const answer = await fetch(`${this.there.system.url}/v1/calls?limit=1&number=${encodeURIComponent(this.number)}`)
    const { calls } = (await answer.json()) as { calls: readonly { callId: string }[] }
    return calls[0]?.callId
  }
}
