import { ApiClient } from '@callchart/cli'
import type { FlowFile } from '../../driver/flows.js'
import { Nodes, type Node } from '../../driver/nodes.js'
import { untilHolds } from '../../driver/until.js'
import { startAsterisk, type Asterisk, type AsteriskOptions } from './asterisk.js'
import { Scene, type ScenePlace } from './scene.js'

export interface SeveralAppsOptions {
  readonly flows: readonly FlowFile[]
  /** Of every app. */
  readonly switches: readonly Readonly<Record<string, unknown>>[]
  readonly asterisk: Partial<AsteriskOptions>
}

/** Two apps and a bridge on one PostgreSQL, and an Asterisk whose control connection one of the apps has. */
export class SeveralApps implements ScenePlace {
  readonly nodes: Nodes
  private running: Asterisk | undefined

  constructor(private readonly options: SeveralAppsOptions) {
    this.nodes = new Nodes(options.flows)
  }

  async start(): Promise<void> {
    const environment = { SWITCHES: JSON.stringify(this.options.switches) }
    await this.nodes.start({ apps: 0, bridges: 0 })
    await this.nodes.startApp(environment)
    await this.nodes.startApp(environment)
    await this.nodes.startBridge()
    this.running = await startAsterisk({ apiUrl: this.system.url, mediaUrl: this.system.mediaUrl, ...this.options.asterisk })
  }

  get folder(): string {
    return this.nodes.folder
  }

  get api(): ApiClient {
    return new ApiClient(this.system.url)
  }

  /** The address of an app that lives. */
  get system(): { readonly url: string; readonly mediaUrl: string } {
    return { url: this.nodes.anyApp().address, mediaUrl: this.nodes.bridge.address }
  }

  get asterisk(): Asterisk {
    if (this.running === undefined) throw new Error('Asterisk has not been started')
    return this.running
  }

  speech(text: string, voiceName?: string): Promise<Int16Array> {
    return this.nodes.speech(text, voiceName)
  }

  until(what: string, holds: () => Promise<boolean> | boolean, seen?: () => string): Promise<void> {
    return untilHolds(what, holds, seen)
  }

  /** The app that the switch is connected to. */
  connected(): Promise<Node> {
    return Promise.any(this.nodes.apps.map((app) => app.logs(({ msg }) => msg === 'switch is connected').then(() => app)))
  }

  scene(extension: string, serial: number): Scene<this> {
    return new Scene({ there: this, asterisk: this.asterisk, extension, serial })
  }

  /** @throws Error a channel is left at the switch, or a call is not what its journal makes of it */
  async close(): Promise<void> {
    try {
      await this.running?.isEmpty()
    } finally {
      await this.running?.stop()
      await this.nodes.close()
    }
  }
}
