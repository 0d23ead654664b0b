import { randomBytes } from 'node:crypto'
import { commandToWire, factFromWire, type Listen, type MediaCommand, type MediaFact } from '@callchart/protocol'
import type { ServerDuplexStream } from '@grpc/grpc-js'

interface BridgeMessage {
  readonly hello?: { readonly token: string; readonly callId?: string }
  readonly fact?: Record<string, unknown>
}
type ControlStream = ServerDuplexStream<BridgeMessage, object>

/** As a flow with some branches asks; values of docs/voice-path.md. */
const listen: Listen = {
  language: 'en-US',
  speech: true,
  phrases: ['billing', 'technical support', 'opening hours', 'talk to an agent', 'cancel my order', 'lost card', 'new card', 'account balance', 'repeat', 'go back'],
  digits: { minCount: 1, maxCount: 1, interDigitTimeoutMs: 3_000, terminatorTimeoutMs: 3_000 },
  bargeIn: { speechMs: 500, delayMs: 0, fillers: ['uh-huh', 'um'] },
  endSilenceMs: 700,
  phraseEndSilenceMs: 350,
  noInputTimeoutMs: 5_000,
  maxUtteranceMs: 30_000,
}

/** As the runtime does. */
const ackWithinMs = 50

const outcomeTypes: ReadonlySet<MediaFact['type']> = new Set(['utterance', 'digits', 'no-input', 'turn.finished', 'turn.failed', 'turn.cancelled'])

/** Turn after turn for every call, each with a prompt of the list; every call is recorded. */
export class ScriptedRuntime {
  private outcomes: Record<string, number> = {}

  /** @param isShort the caller leaves before the first turn is over */
  constructor(
    private readonly texts: readonly string[],
    private readonly isShort: boolean,
  ) {}

  takeOutcomes(): Record<string, number> {
    const { outcomes } = this
    this.outcomes = {}
    return outcomes
  }

  /** Answers every announcement of the bridge: there is room. */
  hear(stream: ServerDuplexStream<object, object>): void {
    stream.on('data', () => stream.write({ runtimeId: 'bench', calls: 0, draining: false }))
    stream.on('error', () => undefined)
    stream.on('end', () => stream.end())
  }

  attach(stream: ControlStream): void {
    let commandNumber = 0
    let turnCount = 0
    let callId = ''
    let journaled = 0
    const send = (command: MediaCommand): void => {
      commandNumber += 1
      stream.write({ command: commandToWire({ number: commandNumber, epoch: 1, command }) })
    }
    const acknowledge = (): void => {
      stream.write({ factAck: { number: journaled } })
      journaled = 0
    }
    const ask = (): void => {
      turnCount += 1
      const text = this.texts[turnCount % this.texts.length] ?? ''
      send({ type: 'turn.start', turnId: `${callId}-${turnCount}`, prompts: [{ promptId: 'p', text, language: 'en-US', interruptible: true }], listen, clearTypeAhead: false, dropDigits: false })
    }
    stream.on('data', ({ hello, fact }: BridgeMessage) => {
      if (hello) {
        callId = hello.token
        stream.write({ accepted: { callId, epoch: 1, lastFactNumber: 0, maxCallMs: 0 } })
      }
      if (!fact) return
      const { number, fact: known } = factFromWire(fact)
      if (journaled === 0) setTimeout(acknowledge, ackWithinMs)
      journaled = number
      if (known.type === 'call.connected' && !this.isShort) send({ type: 'recording.set', recordingId: `rec-${callId}`, action: 'start', key: randomBytes(32).toString('base64') })
      if (known.type === 'call.connected') ask()
      if (outcomeTypes.has(known.type)) {
        this.outcomes[known.type] = (this.outcomes[known.type] ?? 0) + 1
        if (known.type !== 'turn.cancelled') ask()
      }
    })
    stream.on('error', () => undefined)
    stream.on('end', () => stream.end())
  }
}
