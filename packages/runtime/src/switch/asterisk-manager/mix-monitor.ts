import type { Clock } from '../../clock.js'
import { RuntimeError } from '../../errors.js'
import { recordedFilesOf, type LineRecorder, type RecordingBegun } from '../switch-port.js'
import type { AsteriskManager } from './manager.js'
import type { ManagerMessage } from './manager-reader.js'

/** Of the channel; has the name of our recording, for a site may record by itself, too. */
const idVariable = 'CALLCHART_MONITOR'

const idShape = /^[\w.-]{1,200}$/

/** Paths of both files; a name is read by Asterisk as options, too, so that it has no other signs. */
function options(folder: string, recordingId: string): string {
  if (!idShape.test(recordingId)) throw new RuntimeError('RUNTIME_SWITCH_UNABLE', 'A recording at the switch is named by letters, digits, -, . and _.')
  const { received, sent } = recordedFilesOf(recordingId)
  return `r(${folder}/${received})t(${folder}/${sent})i(${idVariable})`
}

/**
 * Records a caller's channel at the switch by MixMonitor: 16-bit mono files of the same length, one a direction. The channel's unique id serves as
 * its name. Seen with Asterisk 22.10.1; needs `write=call,system` in manager.conf.
 */
export class MixMonitor implements LineRecorder {
  /** @param folder as Asterisk has it */
  constructor(
    private readonly manager: AsteriskManager,
    private readonly channelId: string,
    private readonly folder: string,
    private readonly clock: Clock,
  ) {}

  /** Without a file of its own MixMonitor mixes nothing and writes the two others alone. */
  async start(recordingId: string): Promise<RecordingBegun> {
    const wanted = options(this.folder, recordingId)
    if ((await this.ours()) !== '') return 'running'
    const askedAt = this.clock.now()
    const isBegun = await this.do('MixMonitor', { Options: wanted })
    return isBegun ? { begunAgoMs: Math.round((this.clock.now() - askedAt) / 2) } : 'gone'
  }

  /** Without the name all recordings of the channel were meant, those of the site among them. */
  async stop(): Promise<boolean> {
    const id = await this.ours()
    if (id === '') return false
    const isStopped = await this.do('StopMixMonitor', { MixMonitorID: id })
    await this.do('Setvar', { Variable: idVariable, Value: '' })
    return isStopped
  }

  private async ours(): Promise<string> {
    const answer = await this.manager.act('Getvar', { Channel: this.channelId, Variable: idVariable })
    return answer.get('Value') ?? ''
  }

  private async do(action: string, fields: Readonly<Record<string, string>>): Promise<boolean> {
    const answer: ManagerMessage = await this.manager.act(action, { Channel: this.channelId, ...fields })
    return answer.get('Response') === 'Success'
  }
}
