import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { RunningSystem, SystemOptions } from '@callchart/cli'
import { sampleRateHz, type CallView } from '@callchart/protocol'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { likenessIn, promptsHeard, type HeardPrompt } from '../../driver/prompts-heard.js'
import type { FlowFile } from '../../driver/flows.js'
import { TestSystem } from '../../driver/system.js'
import { startAsterisk, switchLogin, telephonePassword, type Asterisk, type AsteriskOptions } from './asterisk.js'
import { Telephone } from './telephone.js'

/** A telephone begins to record with its first frame, and loses what a busy machine brings too late. */
const telephoneClockMs = 4_000

/** Shown of a failed test. */
const logLines = 80

export interface WorldOptions {
  readonly flows: readonly FlowFile[]
  readonly system?: Partial<SystemOptions>
  /** What Asterisk is started with beside the addresses of the system; may depend on these. */
  readonly asterisk?: Partial<AsteriskOptions> | ((system: RunningSystem) => Promise<Partial<AsteriskOptions>>)
}

/** The whole of it: a system of real parts, an Asterisk on the files of deploy/asterisk, and telephones. */
export class SwitchWorld {
  readonly there: TestSystem
  private readonly telephones: Telephone[] = []
  private running: Asterisk | undefined
  private telephoneCount = 0

  constructor(private readonly options: WorldOptions) {
    this.there = new TestSystem(options.flows)
  }

  async start(): Promise<void> {
    await this.there.start({ switches: [{ type: 'asterisk-dialplan', switchId: 'main', ...switchLogin }], ...this.options.system })
    const { system } = this.there
    const { asterisk } = this.options
    const options = typeof asterisk === 'function' ? await asterisk(system) : asterisk
    this.running = await startAsterisk({ apiUrl: system.url, mediaUrl: system.mediaUrl, ...options })
    // Where we connect to it we have tried before it was there, and try again in a while: who calls until then is told that we are away.
    if (options?.httpPort !== undefined) await this.there.until('our application at the switch', async () => (await this.asterisk.console('ari show apps')).includes('callchart'))
  }

  get asterisk(): Asterisk {
    if (this.running === undefined) throw new Error('Asterisk has not been started')
    return this.running
  }

  /** A telephone on the switch: of a caller from outside, or registered under an extension. */
  async telephone(options: { readonly extension?: string; readonly picksUp?: boolean; readonly says?: Int16Array } = {}): Promise<Telephone> {
    this.telephoneCount += 1
    const folder = join(this.there.folder, `telephone-${this.telephoneCount}`)
    mkdirSync(folder)
    const firstPort = 20_000 + this.telephoneCount * 100
    const telephone = await Telephone.start({ folder, rtpPorts: [firstPort, firstPort + 99], switchPort: this.asterisk.sipPort, password: telephonePassword, ...options })
    this.telephones.push(telephone)
    const { extension } = options
    if (extension !== undefined) await this.there.until(`telephone ${extension} at the switch`, async () => (await this.asterisk.console('pjsip show contacts')).includes(` ${extension}/`))
    return telephone
  }

  /** The record of the call that came last, once it holds. */
  async call(what: string, holds: (view: CallView) => boolean): Promise<CallView> {
    let found: CallView | undefined
    await this.there.until(what, async () => {
      const { calls } = (await (await fetch(`${this.there.system.url}/v1/calls?limit=1`)).json()) as { calls: { callId: string }[] }
      found = calls[0] === undefined ? undefined : await this.there.api.call(calls[0].callId)
      return found !== undefined && holds(found)
    })
    if (found === undefined) throw new Error('no call came')
    return found
  }

  /** The caller is asked something at a node, for the so-manieth time. */
  listensIn(nodeId: string, times = 1): Promise<CallView> {
    return this.call(`a question at ${nodeId}`, ({ listening, statePath, path }) => listening !== null && statePath[0] === nodeId && path.filter((id) => id === nodeId).length === times)
  }

  /** So long a stretch of sound is to be heard. */
  listens(ms: number): Promise<void> {
    return pause(ms)
  }

  isOver(): Promise<CallView> {
    return this.call('an end of the call', ({ status }) => status === 'ended')
  }

  /** How surely each prompt of a call was heard. */
  promptsHeard(view: CallView, heard: Int16Array): Promise<HeardPrompt[]> {
    return promptsHeard(view, { system: this.there.system, heard, behindMask: '4 3 2 1', clocksMs: telephoneClockMs })
  }

  async hangUpAll(): Promise<void> {
    await Promise.all(this.telephones.splice(0).map((telephone) => telephone.stop()))
  }

  async close(): Promise<void> {
    await this.hangUpAll()
    await this.running?.stop()
    await this.there.close()
  }
}

/** One world for the tests of a file; each leaves no channel on the switch. */
export function aSwitchWorld(options: WorldOptions): SwitchWorld {
  const world = new SwitchWorld(options)
  beforeAll(() => world.start())
  beforeEach(({ onTestFailed }) => {
    onTestFailed(() => void process.stderr.write(`what Asterisk did last:\n${world.asterisk.log().split('\n').slice(-logLines).join('\n')}\n`))
  })
  afterEach(async () => {
    await world.hangUpAll()
    await world.asterisk.isEmpty()
  })
  afterAll(() => world.close())
  return world
}

/** How surely a voice was heard in the latest seconds of what was heard, 0..1. */
export const voiceLikeness = (voice: Int16Array, heard: Int16Array, seconds = 30): number => likenessIn(heard.subarray(Math.max(0, heard.length - sampleRateHz * seconds)), voice)
