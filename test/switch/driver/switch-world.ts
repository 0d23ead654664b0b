import type { RunningSystem, SystemOptions } from '@callchart/cli'
import { sampleRateHz, type CallView } from '@callchart/protocol'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { likenessIn, promptsHeard, type HeardPrompt } from '../../driver/prompts-heard.js'
import type { FlowFile } from '../../driver/flows.js'
import { TestSystem } from '../../driver/system.js'
import { SystemProcess } from '../../driver/system-process.js'
import { extensions, startAsterisk, switchLogin, type Asterisk, type AsteriskOptions } from './asterisk.js'
import { startDecliner, type Decliner } from './decliner.js'
import { freePorts } from '../../driver/free-ports.js'
import { Scene } from './scene.js'

/** A telephone begins to record with its first frame, and loses what a busy machine brings too late. */
const telephoneClockMs = 4_000

/** Shown of a failed test. */
const logLines = 80

export interface WorldOptions {
  readonly flows: readonly FlowFile[]
  readonly system?: Partial<SystemOptions>
  /** The system runs in a process of its own, with this in its environment besides. */
  readonly apart?: Readonly<Record<string, string>>
  /** What Asterisk is started with beside the addresses of the system; may depend on these. */
  readonly asterisk?: Partial<AsteriskOptions> | ((system: Pick<RunningSystem, 'url' | 'mediaUrl'>) => Promise<Partial<AsteriskOptions>>)
}

/** The whole of it: a system of real parts, an Asterisk on the files of deploy/asterisk, and telephones. */
export class SwitchWorld {
  readonly there: TestSystem
  private running: Asterisk | undefined
  private decliner: Decliner | undefined
  private apart: SystemProcess | undefined
  private readonly freeExtensions = [...extensions]
  private serial = 0

  constructor(private readonly options: WorldOptions) {
    this.there = new TestSystem(options.flows)
  }

  async start(): Promise<void> {
    await this.startSystem()
    const { system } = this.there
    const { asterisk } = this.options
    const options = typeof asterisk === 'function' ? await asterisk(system) : asterisk
    this.decliner = await startDecliner(this.there.folder)
    this.running = await startAsterisk({ apiUrl: system.url, mediaUrl: system.mediaUrl, declinePort: this.decliner.sipPort, ...options })
    // Where we connect to it we have tried before it was there, and try again in a while: who calls until then is told that we are away.
    if (options?.httpPort !== undefined) await this.there.until('our application at the switch', async () => (await this.asterisk.console('ari show apps')).includes('callchart'))
  }

  /** Where it runs apart. */
  get process(): SystemProcess {
    if (this.apart === undefined) throw new Error('the system does not run apart')
    return this.apart
  }

  get asterisk(): Asterisk {
    if (this.running === undefined) throw new Error('Asterisk has not been started')
    return this.running
  }

  /** Telephones of their own for what runs now; as many at a time as there are extensions. */
  async scene(run: (scene: Scene) => Promise<void>): Promise<void> {
    const extension = this.freeExtensions.shift()
    if (extension === undefined) throw new Error(`more than ${extensions.length} scenes at a time`)
    this.serial += 1
    const scene = new Scene({ there: this.there, asterisk: this.asterisk, extension, serial: this.serial })
    try {
      await run(scene)
    } finally {
      await scene.end()
      this.freeExtensions.push(extension)
    }
  }

  /** How surely each prompt of a call was heard. @param beforeMs the telephone may have been answered so long before the bot was there */
  promptsHeard(view: CallView, heard: Int16Array, { behindMask = '4 3 2 1', beforeMs = 0 } = {}): Promise<HeardPrompt[]> {
    return promptsHeard(view, { system: this.there.system, heard, behindMask, clocksMs: telephoneClockMs + beforeMs })
  }

  private async startSystem(): Promise<void> {
    const { system, apart } = this.options
    const switches = system?.switches ?? [{ type: 'asterisk-dialplan', switchId: 'main', ...switchLogin }]
    if (apart === undefined) return this.there.start({ ...system, switches })
    const [http = 0, media = 0] = await freePorts(2)
    this.apart = new SystemProcess({ dataDir: this.there.dataDir, flowsDir: this.there.flowsDir, ports: { http, media }, switches, environment: apart })
    await this.there.startApart(this.apart)
  }

  /** @throws Error a channel is left at the switch */
  async close(): Promise<void> {
    try {
      await this.running?.isEmpty()
    } finally {
      await this.decliner?.stop()
      await this.running?.stop()
      await this.there.close()
    }
  }
}

/** One world for the tests of a file; they leave no channel on the switch. */
export function aSwitchWorld(options: WorldOptions): SwitchWorld {
  const world = new SwitchWorld(options)
  beforeAll(() => world.start())
  beforeEach(({ onTestFailed }) => {
    onTestFailed(() => {
      process.stderr.write(`what Asterisk did last:\n${lastOf(world.asterisk.log())}\n`)
      if (options.apart !== undefined) process.stderr.write(`what the system wrote last:\n${lastOf(world.process.log)}\n`)
    })
  })
  afterAll(() => world.close())
  return world
}

/** How surely a voice was heard in the latest seconds of what was heard, 0..1. */
export const voiceLikeness = (voice: Int16Array, heard: Int16Array, seconds = 30): Promise<number> => likenessIn(heard.subarray(Math.max(0, heard.length - sampleRateHz * seconds)), voice)

const lastOf = (log: string): string => log.split('\n').slice(-logLines).join('\n')
