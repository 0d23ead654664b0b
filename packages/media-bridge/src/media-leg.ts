import { callerLegId, type HangUpCause, type MediaCommand, type MediaFact, type Prompt } from '@callchart/protocol'
import type { Logger } from 'pino'
import type { Ticker } from './clock/ticker.js'
import type { CallLink } from './control/call-link.js'
import type { MediaConnection } from './dialect/call-audio.js'
import type { MediaError } from './errors.js'
import { CallLegs } from './legs/call-legs.js'
import { CallWatchdog } from './legs/call-watchdog.js'
import type { LegTokens } from './legs/leg-tokens.js'
import { Party, type PartySink } from './legs/party.js'
import { frameCounts, type BridgeMetrics } from './metrics.js'
import { CallRecordings } from './recording/call-recordings.js'
import type { RecordingDesk } from './recording/recording-desk.js'
import { holdMusic } from './speak/hold-music.js'
import type { PromptStore } from './speak/prompt-store.js'
import type { PromptsAhead } from './speak/prompts-ahead.js'
import type { CallClock, PromptPlayer, ReportFact, TurnRunner } from './turn/ports.js'
import type { MediaTrace } from './watch/media-trace.js'
import { logOfTurns } from './watch/log-of-turns.js'
import { TurnWatch } from './watch/turn-watch.js'

export interface MediaLegParts {
  readonly connection: MediaConnection
  readonly link: CallLink
  readonly tokens: LegTokens
  readonly ticker: Ticker
  readonly prompts: PromptStore
  readonly promptsAhead: PromptsAhead
  /** Absent: nothing is recorded. */
  readonly recordings?: RecordingDesk | undefined
  /** Stages 2 and 3: hears one caller. */
  readonly createTurns: (parts: { clock: CallClock; player: PromptPlayer; report: ReportFact }) => TurnRunner
  /** Spoken from the cache when no runtime is left to speak for. */
  readonly apology: Prompt | undefined
  readonly metrics: BridgeMetrics
  /** Absent: nobody wants traces. */
  readonly trace?: MediaTrace | undefined
  readonly log: Logger
  /** The call is over and the runtime knows it, or cannot be told. */
  readonly ended: () => void
}

export interface MediaLeg {
  /** Ends the call from outside. */
  hangUp(cause: HangUpCause): void
}

/** One call in the bridge: what its caller says goes up stages 1 to 3 and becomes facts, commands come down stage 8. */
export const openMediaLeg = (parts: MediaLegParts): MediaLeg => {
  const { connection, link, tokens, ticker, prompts, promptsAhead, metrics } = parts
  const log = logOfTurns(parts.log, () => lastTurnId)
  const counts = frameCounts(metrics)
  const watch = new TurnWatch({ meters: metrics.turns, log, audioOf: (prompt) => prompts.peek(prompt), trace: parts.trace })
  const report = (fact: MediaFact): void => {
    watch.told(fact)
    link.report(fact, caller.clock.nowMs())
  }
  const toldCodes = new Set<string>()
  const fault = (error: MediaError): void => {
    metrics.faults.inc({ code: error.code })
    if (toldCodes.has(error.code)) return
    toldCodes.add(error.code)
    log.warn(
      { code: error.code, detail: error.message, cause: error.cause instanceof Error ? error.cause.message : undefined },
      'media fault',
    )
  }
  const openParty = (opened: MediaConnection, sink: PartySink): Party => new Party({ connection: opened, ticker, prompts, counts, sink })

  // 1 take audio in
  const caller = openParty(connection, {
    started: ({ codec, variables }) => {
      report({ type: 'call.connected', dialect: connection.dialect, codec, variables })
      link.listen({ command: perform, lost: apologise, unreadable })
    },
    heard: (frame, farEnd, isFilled) => {
      recordings.hear(frame)
      if (!legs.joined) turns.hear(frame, farEnd, isFilled)
    },
    digit: (digit) => {
      recordings.pressed()
      turns.pressDigit(digit)
    },
    ticked: (nowMs) => {
      legs.tick(nowMs)
      watchdog.tick(nowMs, legs.joined)
    },
    fault,
    stopped: (cause) => end(cause),
  })

  const recordings = new CallRecordings({ desk: parts.recordings, report, fault, tapHeard: (tap) => caller.tapInto(tap) })
  const reportOfTurn = (fact: MediaFact): void => {
    recordings.note(fact)
    report(fact)
  }

  // 2 hear, 3 end the utterance
  const turns = parts.createTurns({ clock: caller.clock, player: caller.speaker, report: reportOfTurn })
  let lastTurnId = ''

  // 8 speak
  const legs = new CallLegs({
    caller,
    tokens,
    openParty,
    nowMs: () => ticker.nowMs(),
    report: (fact) => reportLeg(fact),
    fault,
    parted: () => turns.forget(),
  })
  const watchdog = new CallWatchdog(link.maxCallMs, () => caller.hangUp('max-duration'))

  const perform = (command: MediaCommand): void => {
    watch.commanded(command)
    switch (command.type) {
      case 'turn.start':
        if (legs.joined) return report({ type: 'turn.failed', turnId: command.turnId, cause: 'legs-joined' })
        lastTurnId = command.turnId
        recordings.turnStarts(command)
        turns.start(command)
        return watch.asked(command)
      case 'turn.append':
        recordings.notePrompts(command)
        return turns.append(command)
      case 'prompts.expect':
        return isOver ? undefined : promptsAhead.expect(link, command.prompts)
      case 'turn.cancel':
        return turns.cancel(command.turnId)
      case 'hold.start':
        // Music would never be over.
        return caller.isLeaving ? undefined : caller.speaker.startMusic(holdMusic(command.music))
      case 'hold.stop':
        return caller.speaker.stopMusic()
      case 'leg.expect':
        return legs.expect(command)
      case 'legs.join':
        turns.cancel(lastTurnId)
        legs.join(command.legId)
        return
      case 'leg.hang-up':
        return legs.hangUp(command.legId)
      case 'leg.hold':
        return legs.hold(command.legId, command.music)
      case 'leg.resume':
        return legs.resume(command.legId)
      case 'recording.set':
        return recordings.set(command)
      case 'call.limit':
        return watchdog.restart(command.maxCallMs)
      case 'call.hang-up':
        return caller.hangUpWhenPlayed()
    }
  }

  const unreadable = (error: MediaError, turnId: string | undefined): void => {
    fault(error)
    if (turnId !== undefined) report({ type: 'turn.failed', turnId, cause: error.code })
  }

  const apologise = (error: MediaError): void => {
    fault(error)
    legs.hangUpAll()
    turns.cancel(lastTurnId)
    caller.speaker.stopMusic()
    if (parts.apology !== undefined && prompts.has(parts.apology)) {
      caller.speaker.play(parts.apology, { started: () => undefined, finished: () => undefined, failed: () => undefined })
    }
    caller.hangUpWhenPlayed('media-error')
  }

  let isOver = false
  let isFinished = false
  const end = (cause: HangUpCause): void => {
    log.info({ legId: callerLegId, cause, atMs: caller.clock.nowMs() }, 'caller hung up')
    isOver = true
    promptsAhead.forget(link)
    metrics.calls.inc({ cause })
    metrics.activeCalls.dec()
    turns.callerLeaves()
    recordings.close()
    report({ type: 'caller.hung-up', cause })
    turns.hangUp()
    legs.close()
    finishIfEmpty()
  }

  const reportLeg = (fact: MediaFact): void => {
    report(fact)
    finishIfEmpty()
  }

  const finishIfEmpty = (): void => {
    if (!isOver || isFinished || !legs.empty) return
    isFinished = true
    void link.finish().then(parts.ended)
  }

  metrics.activeCalls.inc()
  log.info({ legId: callerLegId }, 'caller connected')
  return { hangUp: (cause) => caller.hangUp(cause) }
}
