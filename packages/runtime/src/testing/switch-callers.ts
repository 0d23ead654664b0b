import type { ScriptedBridge } from './scripted-bridge.js'
import type { ScriptedLine, ScriptedSwitch } from './scripted-switch.js'
import type { World } from './world.js'

/** People who call by a switch. */
export class SwitchCallers {
  constructor(
    private readonly world: () => World,
    private readonly site: ScriptedSwitch,
  ) {}

  /** Their bot leg is connected, and their first question waits to be played. */
  readonly caller = async () => {
    const { line, callId, token } = await this.site.calls({ ani: '+15550100' })
    const bridge = this.world().bridge()
    await bridge.attach({ token })
    await bridge.connects()
    return { line, callId, token, bridge }
  }

  /** The switch connects the bot leg that the runtime asks for. */
  readonly newLeg = async (line: ScriptedLine): Promise<ScriptedBridge & { token: string }> => {
    const { token } = await line.next('connect-media')
    const bridge = this.world().bridge()
    await bridge.attach({ token })
    await bridge.connects()
    return Object.assign(bridge, { token })
  }

  /** Resolves with the disposition when the call is over. */
  readonly over = async (callId: string): Promise<string | undefined> => {
    await this.world().logged.take((entry) => entry.msg === 'call ended' && entry.callId === callId)
    return (await this.world().view(callId)).disposition
  }
}
