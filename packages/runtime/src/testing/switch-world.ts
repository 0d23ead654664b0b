import type { RuntimeSettings } from '../settings.js'
import type { ScriptedBridge } from './scripted-bridge.js'
import { ScriptedSwitch, type ScriptedLine } from './scripted-switch.js'
import { World } from './world.js'

type Fields = Readonly<Record<string, unknown>>

/** Takes its caller to a human at once. @param human fields of the transfer */
export const humanAt = (id: string, human: Fields): Fields => ({
  schemaVersion: 1,
  id,
  name: id,
  languages: ['en-US'],
  nodes: [
    { id: 'begin', kind: 'start', name: 'begin', next: 'human' },
    {
      id: 'human',
      kind: 'transfer',
      name: 'human',
      announcement: { 'en-US': ['I will get somebody.'] },
      interruptible: false,
      whisper: { 'en-US': ['A caller for you.'] },
      summary: 'Wants a human',
      ringMs: 10_000,
      next: 'after',
      busy: 'sorry',
      noAnswer: 'sorry',
      failed: 'sorry',
      ...human,
    },
    { id: 'after', kind: 'hangup', name: 'after', prompt: { 'en-US': ['Thank you for waiting.'] } },
    { id: 'sorry', kind: 'hangup', name: 'sorry', prompt: { 'en-US': ['Nobody is free.'] } },
  ],
})

export interface LineCall {
  readonly line: ScriptedLine
  readonly callId: string
  readonly token: string
  readonly bridge: ScriptedBridge
}

/** A world with a switch: callers come by their lines. */
export class SwitchWorld {
  private constructor(
    readonly world: World,
    readonly site: ScriptedSwitch,
    private readonly numbers: ReadonlyMap<string, string>,
  ) {}

  /** Each flow answers a number of its own. */
  static async open(flows: Readonly<Record<string, Fields>>, settings: Partial<RuntimeSettings> = {}, site = new ScriptedSwitch()): Promise<SwitchWorld> {
    const numbers = new Map(Object.keys(flows).map((flow, index) => [flow, `+1555020${index}`]))
    const numbered = Object.entries(flows).map(([flow, document]) => [flow, { ...document, dnis: [numbers.get(flow)] }])
    return new SwitchWorld(await World.open(Object.fromEntries(numbered) as Record<string, Fields>, { ...settings, switches: [site.setting] }), site, numbers)
  }

  /** A caller whose bot leg is connected, and whose first turn waits to be played. */
  async calls(flow: string, arrival: Parameters<ScriptedSwitch['calls']>[0] = {}, abilities?: Parameters<ScriptedSwitch['calls']>[1]): Promise<LineCall> {
    const { line, callId, token } = await this.site.calls({ dnis: this.numbers.get(flow) ?? '', ani: '+15550100', ...arrival }, abilities)
    const bridge = this.world.bridge()
    await bridge.attach({ token })
    await bridge.connects()
    return { line, callId, token, bridge }
  }

  /** A caller of such a flow, who has heard the announcement. */
  async asksForHuman(flow: string, ...more: [arrival?: Parameters<ScriptedSwitch['calls']>[0], abilities?: Parameters<ScriptedSwitch['calls']>[1]]): Promise<LineCall> {
    const call = await this.calls(flow, ...more)
    await call.bridge.plays()
    return call
  }

  /** The switch connects the bot leg that the runtime asks for. */
  async newLeg(line: ScriptedLine): Promise<ScriptedBridge & { readonly token: string }> {
    const { token } = await line.next('connect-media')
    const bridge = this.world.bridge()
    await bridge.attach({ token })
    await bridge.connects()
    return Object.assign(bridge, { token })
  }

  /** The chart has taken an event of this type. */
  stepped(callId: string, event: string): Promise<unknown> {
    return this.world.logged.take((entry) => entry.msg === 'step' && entry.callId === callId && entry.event === event)
  }

  /** Resolves with the disposition when the call is over. */
  async over(callId: string): Promise<string | undefined> {
    await this.world.logged.take((entry) => entry.msg === 'call ended' && entry.callId === callId)
    return (await this.world.view(callId)).disposition
  }

  /** Types of the events that a call's chart took, in order. */
  async eventsOf(callId: string): Promise<string[]> {
    const { body } = await this.world.asks<{ steps: { event: { type: string } }[] }>('GET', `/v1/calls/${callId}/steps`)
    return body.steps.map(({ event }) => event.type)
  }

  close(): Promise<void> {
    return this.world.close()
  }
}
