import { RuntimeError } from '../../errors.js'
import type { LineRecorder, RecordedFiles } from '../switch-port.js'
import type { AsteriskManager } from './manager.js'
import type { ManagerMessage } from './manager-reader.js'

/** Of the channel; has the name of our recording, for a site may record by itself, too. */
const idVariable = 'CALLCHART_MONITOR'

const fileShape = /^\/[\w./-]{1,400}\.wav$/

const options = ({ received, sent }: RecordedFiles): string => {
  for (const file of [received, sent])
    if (!fileShape.test(file) || file.includes('..')) throw new RuntimeError('RUNTIME_SWITCH_UNABLE', 'A recording needs an absolute path with the ending .wav, of letters, digits, - and _.')
  return `r(${received})t(${sent})i(${idVariable})`
}

/**
 * Records a caller's channel at the switch by MixMonitor: 16-bit mono files of the same length, one a direction. The channel's unique id serves as
 * its name. Seen with Asterisk 22.10.1; needs `write=call,system` in manager.conf.
 */
export class MixMonitor implements LineRecorder {
  constructor(
    private readonly manager: AsteriskManager,
    private readonly channelId: string,
  ) {}

  /** Without a file of its own MixMonitor mixes nothing and writes the two others alone. */
  start(files: RecordedFiles): Promise<boolean> {
    return this.do('MixMonitor', { Options: options(files) })
  }

  pause(): Promise<boolean> {
    return this.mute(true)
  }

  resume(): Promise<boolean> {
    return this.mute(false)
  }

  stop(): Promise<boolean> {
    return this.doToOurs('StopMixMonitor', {})
  }

  private mute(isMuted: boolean): Promise<boolean> {
    return this.doToOurs('MixMonitorMute', { Direction: 'both', State: isMuted ? '1' : '0' })
  }

  /** Without the name all recordings of the channel were meant, those of the site among them. */
  private async doToOurs(action: string, fields: Readonly<Record<string, string>>): Promise<boolean> {
    const answer = await this.manager.act('Getvar', { Channel: this.channelId, Variable: idVariable })
    const id = answer.get('Value') ?? ''
    return id !== '' && this.do(action, { ...fields, MixMonitorID: id })
  }

  private async do(action: string, fields: Readonly<Record<string, string>>): Promise<boolean> {
    const answer: ManagerMessage = await this.manager.act(action, { Channel: this.channelId, ...fields })
    return answer.get('Response') === 'Success'
  }
}
