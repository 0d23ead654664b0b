import { RuntimeError } from '../errors.js'
import type { Arrival, CallOfLine, LineDesk, SwitchFact, SwitchLine } from '../switch/switch-port.js'
import { LoneDesk } from './lone-desk.js'

/** A desk whose calls are recorded: for tests of connectors. */
export class RecordingDesk extends LoneDesk implements LineDesk {
  readonly arrivals: Arrival[] = []
  readonly lines: SwitchLine[] = []
  readonly facts: SwitchFact[] = []
  /** Names of lines that are calls of an earlier process. */
  readonly known = new Set<string>()
  endMediaCount = 0
  mediaUrl = 'ws://bridge.test:8081/media?token=tok-1'
  refusal: RuntimeError | undefined
  /** Of looking for calls. */
  failure: Error | undefined

  readonly call: CallOfLine = {
    callId: 'call-1',
    told: (fact) => void this.facts.push(fact),
    endMedia: () => (this.endMediaCount += 1),
  }

  arrived(arrival: Arrival, line: SwitchLine) {
    this.arrivals.push(arrival)
    if (this.refusal !== undefined) return Promise.reject(this.refusal)
    this.lines.push(line)
    return Promise.resolve({ ...this.call, mediaUrl: this.mediaUrl })
  }

  found(line: SwitchLine): Promise<CallOfLine | undefined> {
    if (this.failure !== undefined) return Promise.reject(this.failure)
    if (!this.known.has(line.lineId)) return Promise.resolve(undefined)
    this.lines.push(line)
    return Promise.resolve(this.call)
  }

  get line(): SwitchLine {
    const line = this.lines.at(-1)
    if (line === undefined) throw new Error('no line has come')
    return line
  }

  /** Types of the facts told so far, and forgets them. */
  takeTypes(): string[] {
    return this.facts.splice(0).map(({ type }) => type)
  }
}
