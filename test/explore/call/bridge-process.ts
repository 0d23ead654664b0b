import { pino } from 'pino'
import type { Tick, Ticker } from '../../../packages/media-bridge/src/clock/ticker.js'
import { CallLink } from '../../../packages/media-bridge/src/control/call-link.js'
import { LegTokens } from '../../../packages/media-bridge/src/legs/leg-tokens.js'
import { openMediaLeg } from '../../../packages/media-bridge/src/media-leg.js'
import { createMetrics } from '../../../packages/media-bridge/src/metrics.js'
import { PromptsAhead } from '../../../packages/media-bridge/src/speak/prompts-ahead.js'
import { PromptStore } from '../../../packages/media-bridge/src/speak/prompt-store.js'
import { createTurnRunner } from '../../../packages/media-bridge/src/turn/turn-runner.js'
import { Alarms } from './alarms.js'
import { ScriptedEngines } from './speech.js'
import { ScriptedLine } from './switch.js'
import type { ControlWire } from './wire.js'

const metrics = createMetrics()
const silentLog = pino({ level: 'silent' })

const frameSamples = 160
const silence = new Int16Array(frameSamples)
/** A loud buzz, broken into syllables of 140 ms. */
const buzz = Int16Array.from({ length: frameSamples }, (_, index) => (index % 16 < 8 ? 8_000 : -8_000))

/** The bridge of one call, on scripted lines and engines; its time is moved frame by frame. */
export class BridgeProcess {
  readonly engines = new ScriptedEngines()
  readonly caller = new ScriptedLine()
  /** Lines of humans, in the order in which they connected. */
  readonly agents: ScriptedLine[] = []
  isOver = false
  private frameCount = 0
  private readonly time = new Alarms(1_000)
  private readonly ticks = new Set<Tick>()
  private readonly tokens = new LegTokens(this.time)

  private readonly ticker: Ticker = {
    nowMs: () => this.time.nowMs(),
    subscribe: (tick) => {
      this.ticks.add(tick)
      return () => this.ticks.delete(tick)
    },
  }

  private readonly prompts = new PromptStore({
    synthesiser: this.engines,
    disk: { read: async () => undefined, write: async () => undefined },
    maxMemoryBytes: 1_000_000,
    looked: () => undefined,
    fault: () => undefined,
  })

  /** The caller's media come. */
  async connect(wire: ControlWire): Promise<void> {
    const link = await CallLink.attach({
      runtimes: { next: (tried) => (tried.has(wire) ? undefined : wire), hasOther: () => false },
      time: this.time,
      token: 'token-of-the-caller',
      bridgeId: 'b1',
      mediaUrl: 'ws://bridge.test',
    })
    openMediaLeg({
      connection: this.caller.connection,
      link,
      tokens: this.tokens,
      ticker: this.ticker,
      prompts: this.prompts,
      promptsAhead: new PromptsAhead(this.prompts, () => undefined),
      createTurns: (parts) => createTurnRunner({ ...parts, recogniser: this.engines }),
      apology: undefined,
      metrics,
      log: silentLog,
      ended: () => {
        this.isOver = true
      },
    })
    this.caller.answers()
  }

  /** @returns the line of the human, or undefined where nobody waits for the token */
  connectAgent(token: string): ScriptedLine | undefined {
    const accept = this.tokens.take(token)
    if (accept === undefined) return undefined
    const line = new ScriptedLine()
    this.agents.push(line)
    accept(line.connection)
    line.answers()
    return line
  }

  /** One frame of everybody's audio. */
  frame(isVoiced: boolean): void {
    this.time.advance(20)
    this.frameCount += 1
    this.caller.passes(isVoiced && this.frameCount % 10 < 7 ? buzz : silence)
    for (const line of this.agents) line.passes(silence)
    for (const tick of [...this.ticks]) tick(this.time.nowMs())
  }
}
