/**
 * Call control: what the runtime asks of a switch, and what a switch tells of its calls. One file a switch makes these; no word of a
 * vendor goes beyond it. Audio is not here: a switch carries it to the media bridge by WebSocket, at the addresses that are given here.
 */

/** Where a switch sends a caller, or rings a human. */
export type SwitchTarget =
  /** A name that the switch knows, such as `2000`. */
  | { readonly type: 'extension'; readonly extension: string }
  /** `sip:user@host`. */
  | { readonly type: 'sip'; readonly address: string }
  /** An outside number, E.164; `shows` is the number of ours that the called person sees. */
  | { readonly type: 'number'; readonly number: string; readonly shows?: string }

/** What goes with a caller to whoever takes the call, by SIP: `User-to-User` (RFC 7433) and `X-…`. Values are printable ASCII. */
export type SipHeaders = Readonly<Record<string, string>>

/** A human of the switch is rung while the caller stays with the bot. */
export interface RingRequest {
  /** Chosen by the runtime; facts name it. */
  readonly legId: string
  readonly target: SwitchTarget
  readonly ringMs: number
  /** What the human's telephone shows of the caller. */
  readonly ani?: string
  readonly headers: SipHeaders
  /** WebSocket address at which the human hears the whisper before `join`; absent: there is none. */
  readonly whisperUrl?: string
}

/** The switch takes the caller there by itself; a caller whom nobody takes, or whose human has left, comes back. */
export interface SendRequest {
  readonly legId: string
  readonly target: SwitchTarget
  readonly ringMs: number
  readonly ani?: string
  readonly headers: SipHeaders
}

/** Why the runtime ends a line: told to the other side as its switch does. */
export type LineHangUp = 'normal' | 'busy' | 'declined' | 'congestion'

/** Why a human's leg, or an attempt to get one, is over. */
export type LegOutcome = 'busy' | 'declined' | 'no-answer' | 'failed' | 'left'

export type SwitchFact =
  /** The person on the line is there: at once for a caller whom we answer, later for one whom we call. */
  | { readonly type: 'line.answered' }
  | { readonly type: 'line.ringing' }
  /** Once and last: nobody is on the line any more. `cause` is what a call to somebody came to who never answered. */
  | { readonly type: 'line.left'; readonly by: 'caller' | 'switch' | 'runtime'; readonly cause?: LegOutcome; readonly detail?: string }
  /** A line that an earlier process had: `legIds` are there, whoever else was with the caller is not. @see LegOutcome of one who never answered */
  | { readonly type: 'line.found'; readonly legIds: readonly string[]; readonly outcome?: LegOutcome }
  /** The bot leg is gone and the line is not: nobody asked for it. */
  | { readonly type: 'media.lost'; readonly detail: string }
  /** Who answered a call that we placed. */
  | { readonly type: 'answered-by'; readonly who: 'human' | 'machine' | 'unknown'; readonly detail?: string }
  | { readonly type: 'leg.ringing'; readonly legId: string }
  /** Of `ring`: the human is there and hears the whisper next. Of `send`: caller and human hear each other. Told again while the human waits: no whisper comes, or the order that followed was lost. */
  | { readonly type: 'leg.answered'; readonly legId: string }
  | { readonly type: 'leg.joined'; readonly legId: string }
  /** The caller hears music instead of the human, or the human again. */
  | { readonly type: 'leg.held' | 'leg.resumed'; readonly legId: string }
  /** After `send` the caller is back with us, and waits for a bot leg. */
  | { readonly type: 'leg.ended'; readonly legId: string; readonly outcome: LegOutcome; readonly detail?: string }
  /** After `refer`: the caller's own side has taken them there (`line.left` follows), or will not. */
  | { readonly type: 'referred'; readonly outcome: 'accepted' | 'refused'; readonly detail?: string }

/** What a line can do beyond bot legs and hanging up. */
export interface LineAbilities {
  /** `ring`, `join`, `dropLeg`: the caller stays with the bot until the human is ready. Otherwise `send` alone. */
  readonly consult: boolean
  readonly send: boolean
  readonly refer: boolean
  readonly hold: boolean
  readonly sendDigits: boolean
}

/** How long ago the first sample of what is recorded now was on the line; `running`: the line is recorded for us already, and goes on as it was; `gone`: it is not there. */
export type RecordingBegun = { readonly begunAgoMs: number } | 'running' | 'gone'

/**
 * The switch itself records a line, for what no bridge of ours hears: into a folder that we see, as `recordedFilesOf` names them.
 * @throws RUNTIME_SWITCH_UNAVAILABLE
 */
export interface LineRecorder {
  /** @param recordingId names the files */
  start(recordingId: string): Promise<RecordingBegun>
  /** @returns false: the line, or its recording, is not there */
  stop(): Promise<boolean>
}

/** What a switch has recorded: mono WAV files of 16 bit linear PCM at 8 kHz, of the same length, one a direction. */
export const recordedFilesOf = (recordingId: string) => ({ received: `${recordingId}-received.wav`, sent: `${recordingId}-sent.wav` }) as const

/**
 * One caller at a switch; the line outlives its bot legs. Whatever a method causes comes back as facts; a method that the line is too late for
 * (its caller or its leg is gone) does nothing.
 * @throws RUNTIME_SWITCH_UNAVAILABLE the switch cannot be told now
 * @throws RUNTIME_SWITCH_UNABLE the line lacks the ability
 */
export interface SwitchLine {
  readonly switchId: string
  /** The switch's own name of it, which outlives our processes. */
  readonly lineId: string
  readonly abilities: LineAbilities
  /** Absent: this switch does not record for us. */
  readonly recorder?: LineRecorder | undefined
  answer(): Promise<void>
  /** The switch opens a bot leg to this WebSocket address, instead of one that it may have. */
  connectMedia(mediaUrl: string): Promise<void>
  /** The bot leg ends; the line stays. No fact follows. */
  dropMedia(): Promise<void>
  /** The bridge says that the bot leg is over: for a switch that tells nothing by itself, and is soon to be heard of if the caller is still there. */
  mediaEnded?(): void
  ring(request: RingRequest): Promise<void>
  /** Caller and human hear each other; bot leg and whisper are dropped. `leg.joined` follows, and `leg.ended` when the human leaves. */
  join(legId: string): Promise<void>
  dropLeg(legId: string): Promise<void>
  /** The bot leg is dropped, and the caller rings there. */
  send(request: SendRequest): Promise<void>
  /** SIP REFER: the caller's own side calls the target, and leaves us. */
  refer(target: SwitchTarget, headers: SipHeaders): Promise<void>
  /** Of a caller who has been joined with a human: `leg.held` and `leg.resumed` follow. */
  hold(isHeld: boolean): Promise<void>
  sendDigits(digits: string): Promise<void>
  hangUp(cause: LineHangUp): Promise<void>
  /** The switch goes on with the caller by its default route, as if we were away; `line.left` follows. Absent: it cannot. */
  giveBack?(): Promise<void>
}

/** A call that has come to a switch, as the switch tells it. */
export interface Arrival {
  readonly switchId: string
  readonly lineId: string
  readonly dnis: string
  readonly ani?: string
  /** SIP headers and variables of the call, their names as the switch has them. */
  readonly variables: Readonly<Record<string, string>>
}

/** A call that the runtime places. */
export interface OriginateRequest {
  readonly target: SwitchTarget
  /** One of our numbers. */
  readonly shows?: string
  readonly ringMs: number
  /** Who answers is told as `answered-by` before the bot leg is asked for. */
  readonly detectMachine: boolean
  readonly headers: SipHeaders
}

/** The call that a line belongs to. */
export interface CallOfLine {
  readonly callId: string
  /** Each fact in the order in which it came; returns at once. */
  told(fact: SwitchFact): void
  /** The bridge ends the bot leg: for a switch that cannot end it itself (a dialplan that asks us what to do, and only when the leg is over). */
  endMedia(): void
}

/** What the runtime does with lines; given to each connector. */
export interface LineDesk {
  /**
   * A caller is there. The answer has the address of the first bot leg: the connector answers the line and connects it.
   * @throws RuntimeError nobody takes the call: the connector sends it on by the switch's default route, or refuses it (`busy` where it may try elsewhere)
   */
  arrived(arrival: Arrival, line: SwitchLine): Promise<CallOfLine & { readonly mediaUrl: string }>
  /** A line that an earlier connection of the switch has left; undefined: no call of ours has it, so it is to be ended. */
  found(line: SwitchLine): Promise<CallOfLine | undefined>
  /**
   * What stands at the switch as a connection to it begins: calls whose lines are not among these have lost their callers meanwhile.
   * @param since milliseconds since the epoch, before the switch was asked: later calls are not looked at
   */
  stand(switchId: string, lineIds: readonly string[], since: number): Promise<void>
  /**
   * The switch asks or tells something of a line that another runtime may have: whatever `hear` of its connector is to be given, as plain JSON.
   * @returns what that answered; undefined: no living runtime beside this one has the line
   */
  hearElsewhere(line: { readonly switchId: string; readonly lineId: string }, told: unknown): Promise<{ readonly value: unknown } | undefined>
  /** Whether a living runtime beside this one has the line. */
  isElsewhere(line: { readonly switchId: string; readonly lineId: string }): Promise<boolean>
}

/** One switch, connected. */
export interface SwitchConnector {
  readonly switchId: string
  /** Whether the switch can be told something now. */
  readonly isConnected: boolean
  /** The call's facts go where `callOf` says from the first on. @throws RUNTIME_SWITCH_UNAVAILABLE */
  originate(request: OriginateRequest, callOf: (line: SwitchLine) => CallOfLine): Promise<SwitchLine>
  /** Of a line that this connector has: what the switch has asked or told another runtime. @see LineDesk.hearElsewhere */
  hear?(told: unknown): Promise<unknown>
  /** Takes no further call and lets go of its lines, which stay as they are. */
  close(): Promise<void>
}
