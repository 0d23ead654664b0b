import { createQuestions } from '../perform/knowledge.js'
import { createHandovers } from '../perform/handovers.js'
import { createExpectedPrompts } from '../perform/expect-prompts.js'
import type { CallHands } from '../perform/hands.js'
import { LineRecordings } from '../perform/line-recording.js'
import { LineTransfers } from '../perform/line-transfer.js'
import type { PerformParts } from '../perform/perform.js'
import { createCallRecordings } from '../perform/recording.js'
import { createRequests } from '../perform/request.js'
import { createRows } from '../perform/rows.js'
import { createTimers } from '../perform/timer.js'
import { Transfers } from '../perform/transfer.js'
import type { SwitchLine } from '../switch/switch-port.js'
import type { CallWatch } from '../watch/call-watch.js'
import type { CallStages } from './call.js'
import { createCallLog } from './call-log.js'
import type { LineFact } from './entries.js'
import type { Pondering } from './pondering.js'
import type { ReadyVersion } from './ready-version.js'
import type { OpenCheck } from './state.js'
import type { CallSurroundings } from './surroundings.js'

/** What a call itself gives to its stages. */
export interface WiringParts {
  readonly around: CallSurroundings
  readonly hands: CallHands
  readonly watch: CallWatch
  readonly epoch: number
  /** Those that the state's fold has met; what the call goes on with is added. */
  readonly versions: Map<string, ReadyVersion>
  readonly pondering: Pondering
  line(): SwitchLine | undefined
  told(fact: LineFact): void
  watchdogMs(maxCallMs: number): number
  hangUp(cause: string): void
  ack(factNumber: number): void
}

/** Puts the stages of one call together. */
export function wireCall({ around, hands, watch, epoch, versions, pondering, ...call }: WiringParts): CallStages {
  const { clock, journal, settings, meters } = around
  const { state, log } = hands
  const { callId } = state.origin
  const recordings = createCallRecordings(hands, around.recordings)
  const performing: PerformParts = {
    hands,
    timers: createTimers(hands),
    requests: createRequests(hands, around.sendRequest, meters.requestSettled),
    transfers: new Transfers(hands, { queues: around.queues, openingAt: around.openingAt, settings }),
    lineTransfers: new LineTransfers(hands, { line: () => call.line(), told: (fact) => call.told(fact), shownNumber: (asked, dnis) => around.shownNumber(asked, dnis), settings }),
    handovers: createHandovers(hands, around.pushHandover, meters.effectSettled),
    questions: createQuestions(hands, around.answers, meters.effectSettled),
    recordings,
    expected: createExpectedPrompts(hands, settings.promptsAhead),
    lineRecordings: new LineRecordings(hands, { line: () => call.line(), told: (fact) => call.told(fact), port: around.recordings, noted: (recording) => recordings.write(recording) }),
    rows: createRows(hands, around.writeRow, meters.effectSettled),
    askHours: (open) => askHours(around, hands, open),
    limitCall: (maxCallMs) => hands.command({ type: 'call.limit', maxCallMs: call.watchdogMs(maxCallMs) }),
    async pinNext(flow) {
      const next = await around.liveVersion(flow)
      if (next !== undefined) versions.set(next.version, next)
      return next
    },
    tag: (tag) => around.tag(callId, tag),
    hangUp: (cause) => call.hangUp(cause),
  }
  return {
    state,
    log: createCallLog({ state, epoch, journal, clock, log, versions, watch }),
    performing,
    understanding: { services: around.understanding, clock, timeZone: settings.timeZone, pondering, log },
    keepUnrecognised: settings.keepUnrecognised,
    meters,
    watch,
    ack: (number) => call.ack(number),
  }
}

function askHours({ opening, meters }: CallSurroundings, hands: CallHands, open: OpenCheck): void {
  const answer = opening(open)
  meters.effectSettled('hours.check', answer.type.slice('hours.'.length))
  hands.report(answer)
}
