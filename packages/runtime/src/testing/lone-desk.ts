import type { LineDesk } from '../switch/switch-port.js'

/** A desk beside which there is no other runtime. */
export class LoneDesk implements Omit<LineDesk, 'arrived' | 'found'> {
  /** Names of lines that stood at the switch, each time a connection began. */
  readonly stood: (readonly string[])[] = []

  stand(_switchId: string, lineIds: readonly string[]): Promise<void> {
    this.stood.push(lineIds)
    return Promise.resolve()
  }

  hearElsewhere(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  isElsewhere(): Promise<boolean> {
    return Promise.resolve(false)
  }
}
