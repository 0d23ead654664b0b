import { RuntimeError } from '../errors.js'
import type { Arrival, LineDesk, SwitchFact, SwitchLine } from '../switch/switch-port.js'
import { LoneDesk } from './lone-desk.js'

/** A desk that takes every call and writes down what it is told. */
export class ScriptedDesk extends LoneDesk implements LineDesk {
  readonly arrivals: Arrival[] = []
  readonly facts: SwitchFact[] = []
  /** How often the bridge was asked to end the bot leg. */
  endedMediaCount = 0
  /** Calls of lines that an earlier connection has left. */
  readonly known = new Set<string>()
  takesCalls = true
  line: SwitchLine | undefined

  arrived(arrival: Arrival, line: SwitchLine): ReturnType<LineDesk['arrived']> {
    if (!this.takesCalls) return Promise.reject(new RuntimeError('RUNTIME_FLOW_UNKNOWN', 'No flow answers.'))
    this.arrivals.push(arrival)
    this.line = line
    return Promise.resolve({ ...this.call(), mediaUrl: 'ws://127.0.0.1:8081/media?token=first' })
  }

  found(line: SwitchLine): ReturnType<LineDesk['found']> {
    if (!this.known.has(line.lineId)) return Promise.resolve(undefined)
    this.line = line
    return Promise.resolve(this.call())
  }

  private call() {
    return { callId: 'c1', told: (fact: SwitchFact) => void this.facts.push(fact), endMedia: () => void (this.endedMediaCount += 1) }
  }
}
