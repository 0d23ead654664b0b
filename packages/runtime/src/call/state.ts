import { targetName, type CallEffect, type FlowSnapshot, type HttpRequestEffect, type KnowledgeQuestion, type SaidPrompt, type TransferEffect, type VariableValue } from '@callchart/flow'
import type { EffectView, Interpretation, RankedIntent, RecordingState, TranscriptEntry, TransferView, VoicemailView } from '@callchart/protocol'
import type { CallRecording } from './call-recording.js'
import type { ReadyVersion } from './ready-version.js'

/** What is known of a call before its first event. */
export interface CallOrigin {
  readonly callId: string
  readonly direction: 'inbound' | 'outbound'
  readonly ani?: string
  readonly dnis?: string
  readonly variables: Readonly<Record<string, VariableValue>>
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  /** Where the caller's line is, if a switch keeps it: it outlives the bot legs and ends the call. */
  readonly line?: LineOrigin
}

/** A caller's line at a switch; `lineId` is the switch's own name of it. */
export interface LineOrigin {
  readonly switchId: string
  readonly lineId: string
  /** The call came to us by an outside hop already: it gets no further one. */
  readonly cameByHop?: true
}

/** The caller's media: the first, or what came after it was lost. */
export interface BotLeg {
  /** From 1 on; its facts and its commands are counted from 1. */
  readonly number: number
  /** Where its own sample clock begins on that of the call. */
  readonly fromMs: number
  state: 'due' | 'connected' | 'gone'
}

/** Of a call whose line is at a switch. */
export interface LineState {
  /** Of the last fact that the switch told: none counts twice, however often it comes. */
  lastNumber?: number
  /** The switch has taken the caller to this leg, or is about to: there is no bot leg meanwhile. */
  awayAt?: string
  /** An outside hop has brought the caller to somebody. */
  hasHopped?: true
  /** The caller's own side has taken them elsewhere. */
  isReferred?: true
  /** The switch said that nobody is on it any more. */
  hasLeft?: true
  answeredBy?: { readonly who: 'human' | 'machine' | 'unknown'; isTold: boolean }
}

/** An effect with its place in the journal; `callId/step/index` is its key. */
export interface StepEffect<Effect = CallEffect> {
  readonly step: number
  readonly index: number
  readonly effect: Effect
}

export type TurnEffect = Extract<CallEffect, { type: 'turn.start' }>

export interface OpenTurn {
  readonly effect: TurnEffect
  /** Prompts that came to it since, and what follows the last of them once that is known. */
  readonly appended: SaidPrompt[]
  then?: 'listen' | 'finish'
  /** Prompts that the caller has heard to their end. */
  readonly heard: Set<string>
  /** When its first digit came, on the sample clock. */
  firstDigitMs?: number
  /** The chart waits no more for its outcome. */
  cancelled?: true
}

export interface OpenRequest extends StepEffect<HttpRequestEffect> {
  dispatched: boolean
}

export interface OpenTransfer extends StepEffect<TransferEffect> {
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  connected: boolean
  /** The last time that a human sent the caller on; to the chart they are with a human all the while. */
  forward?: OpenForward
}

/** The human of a leg sends the caller on to another queue. */
export interface ForwardBody {
  readonly fromLegId: string
  readonly queue: string
  /** For the next human; numbers in it are masked. */
  readonly note: string
  /** Name of the human. */
  readonly by: string
}

export interface OpenForward extends ForwardBody {
  /** Of this transfer, from 1 on. */
  readonly number: number
  /** A human of that queue talks with the caller. */
  isJoined: boolean
}

/** Something said that no branch took, kept for review; of the runtime, not of the chart. Digits and numbers are masked. */
export interface KeepUtterance {
  readonly type: 'utterance.keep'
  /** On the wire. */
  readonly turnId: string
  readonly nodeId: string
  readonly flow: string
  readonly version: string
  readonly language: string
  readonly text: string
  readonly alternatives: readonly string[]
  readonly losing: readonly RankedIntent[]
}

/** A row outside the call: it is written at least once, and stands there once. */
export type RowEffect = Extract<CallEffect, { type: 'do-not-call.add' | 'voicemail.keep' | 'call-back.request' }> | KeepUtterance
export type RowEffectOf<Type extends RowEffect['type']> = Extract<RowEffect, { type: Type }>

export interface OpenRow extends StepEffect<RowEffect> {
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** What goes with a caller to whoever takes them, on its way to the receiver of the settings. */
export interface OpenHandover {
  readonly step: number
  readonly index: number
  readonly transfer: TransferEffect
  /** Milliseconds since the epoch. */
  readonly at: number
}

export type HoursCheck = Extract<CallEffect, { type: 'hours.check' }>

/** A question for a calendar that waits for its answer. */
export interface OpenCheck {
  readonly effect: HoursCheck
  /** When it was asked, milliseconds since the epoch. */
  readonly at: number
}

/** A question for what the flow knows that waits for its answer; for no longer than its turn takes any. */
export interface OpenQuestion extends StepEffect<KnowledgeQuestion> {
  /** Sentences of its answer that the chart has been given. */
  sentenceCount: number
}

/** A human's leg. */
export interface AgentLeg {
  readonly legId: string
  readonly agentId: string
  /** Of the transfer that sent for this human. */
  readonly transferStep: number
  /** Milliseconds since the epoch. */
  readonly expectedAt: number
  state: 'expected' | 'connected' | 'ready' | 'joined' | 'hung-up'
  /** The switch has it; every other leg is at the bridge. */
  readonly at?: 'switch'
  /** Of an outside number. */
  readonly isOutside?: true
  joinedAt?: number
  /** The caller hears music instead of the human. */
  held?: true
  endedAt?: number
  hangUpCause?: string
  /** The caller was gone before. */
  afterCaller?: boolean
}

export type HungUpBy = 'caller' | 'bot' | 'agent' | 'system'

/** What one call is; changed by `applyEntry` only, so that it is the fold of the journal. */
export interface CallState {
  readonly origin: CallOrigin
  ready: ReadyVersion
  snapshot: FlowSnapshot
  /** Grows when the call goes on with another flow, whose chart counts its turns from the start again. */
  chapter: number
  sequence: number
  step: number
  /** Of the bot leg. */
  lastFactNumber: number
  botLeg: BotLeg
  /** Absent where the bot leg is all that is known of the caller. */
  readonly line?: LineState
  /** Questions that the call has put to an outside understander. */
  askedCount: number
  /** Sample clock of the last fact. */
  clockMs: number
  /** When the media connected, milliseconds since the epoch. */
  answeredAt?: number
  readonly turns: Map<string, OpenTurn>
  /** Deadlines in milliseconds since the epoch. */
  readonly timers: Map<string, number>
  readonly requests: Map<string, OpenRequest>
  readonly checks: Map<string, OpenCheck>
  readonly questions: Map<string, OpenQuestion>
  /** By `effectKey`; not settled yet. */
  readonly rows: Map<string, OpenRow>
  /** By `effectKey`; not settled yet. */
  readonly handovers: Map<string, OpenHandover>
  /** What the utterance that follows was understood as, where it is to be kept. */
  keeping?: Interpretation
  /** Files of sound, by their id. */
  readonly recordings: Map<string, CallRecording>
  /** The file of the call itself that was begun last. */
  callRecordingId?: string
  /** Which file an effect is about, by `effectKey`. */
  readonly recordingSets: Map<string, string>
  transfer?: OpenTransfer
  readonly legs: Map<string, AgentLeg>
  /** The caller is heard to speak. */
  isSpeaking?: true
  caller: 'expected' | 'connected' | 'gone'
  /** Set when the chart could not go on: the caller hears an apology instead. */
  failure?: { readonly code: string; apology: 'due' | 'over' }
  /** The flow ends the call, or somebody outside does. */
  hangUp?: { readonly by: HungUpBy; readonly cause: string }
  callerCause?: string
  /** Somebody outside ended the call; that is told to the chart once. */
  endedFromOutside?: true
  /** When the last leg was closed, milliseconds since the epoch; the chart may still have something to do. */
  endedAt?: number
  /** What the chart still had to do then was not waited for. */
  cutShort?: true
  readonly shown: ShownState
}

/** The part that only people look at. */
export interface ShownState {
  readonly path: string[]
  /** Flows that the call went through, and from where in the path on. */
  readonly chapters: { readonly flow: string; readonly from: number }[]
  /** Length of the path when the caller went. */
  pathWhenLeft?: number
  readonly transcript: TranscriptEntry[]
  readonly promptTexts: Map<string, { readonly text: string; readonly nodeId: string }>
  /** Bot entries by prompt, so that a resumed prompt goes on in its own line. */
  readonly promptLines: Map<string, number>
  readonly effects: EffectView[]
  readonly tags: string[]
  readonly intents: string[]
  recording: RecordingState
  readonly voicemails: VoicemailView[]
  /** Never shown: what was typed or said where it is sensitive. */
  readonly secrets: Set<string>
  turnCount: number
  listening: { readonly turnId: string; readonly sinceMs: number } | null
  transfer: TransferView | null
  interpretation?: TranscriptEntry
}

export const emptyState = (origin: CallOrigin, ready: ReadyVersion): CallState => ({
  origin,
  ready,
  snapshot: ready.start(),
  chapter: 1,
  sequence: 0,
  step: 0,
  lastFactNumber: 0,
  botLeg: { number: 1, fromMs: 0, state: 'due' },
  ...(origin.line === undefined ? {} : { line: origin.line.cameByHop === true ? { hasHopped: true } : {} }),
  askedCount: 0,
  clockMs: 0,
  turns: new Map(),
  timers: new Map(),
  requests: new Map(),
  checks: new Map(),
  questions: new Map(),
  rows: new Map(),
  handovers: new Map(),
  recordings: new Map(),
  recordingSets: new Map(),
  legs: new Map(),
  caller: 'expected',
  shown: {
    path: [],
    chapters: [{ flow: ready.manifest.flow, from: 0 }],
    transcript: [],
    promptTexts: new Map(),
    promptLines: new Map(),
    effects: [],
    tags: [],
    intents: [],
    recording: 'none',
    voicemails: [],
    secrets: new Set(),
    turnCount: 0,
    listening: null,
    transfer: null,
  },
})

/** Ids of turns on the wire differ between the flows of one call: a bridge plays a known turn only once. */
export const wireTurnId = (chapter: number, turnId: string): string => (chapter === 1 ? turnId : `${chapter}.${turnId}`)

/** The chart's own id of a turn on the wire; absent for a turn of an earlier flow or of the runtime. */
export function chartTurnId(state: CallState, onWire: string): string | undefined {
  if (state.chapter === 1) return onWire
  const prefix = `${state.chapter}.`
  return onWire.startsWith(prefix) ? onWire.slice(prefix.length) : undefined
}

export const openLegs = (state: CallState): AgentLeg[] =>
  [...state.legs.values()].filter((leg) => ['connected', 'ready', 'joined'].includes(leg.state))

/** Of those, what the bridge has: with the bot leg it is gone. */
export const openBridgeLegs = (state: CallState): AgentLeg[] => openLegs(state).filter(({ at }) => at !== 'switch')

export const effectKey = ({ step, index }: { readonly step: number; readonly index: number }): string => `${step}/${index}`

/** The transfer under way, if this leg belongs to it: a leg of an earlier one says nothing of it. */
export const transferOf = (state: CallState, leg: AgentLeg): OpenTransfer | undefined =>
  state.transfer?.step === leg.transferStep ? state.transfer : undefined

/** No human talks with the caller yet, or none of the queue that the caller was sent on to. */
export const awaitsHuman = ({ connected, forward }: OpenTransfer): boolean => !connected || forward?.isJoined === false

/** The queue in which the caller waits, or what else they are taken to. */
export const targetNameOf = ({ effect, forward }: OpenTransfer): string => forward?.queue ?? targetName(effect.target)

/** The caller is there, though they may have heard nothing yet, and nothing carries their media: neither a bridge nor a human of the switch. */
export const needsBotLeg = ({ line, caller, botLeg, failure, hangUp, endedAt }: CallState): boolean =>
  line !== undefined && line.awayAt === undefined && line.isReferred === undefined && caller !== 'gone' && botLeg.state === 'gone' && failure === undefined && hangUp === undefined && endedAt === undefined

/** On a bot leg, alone, and nothing is said on it: by nobody, or to a caller who only hears music. */
export const isBetweenTurns = (state: CallState): boolean => {
  const { caller, botLeg, turns, shown, isSpeaking, hangUp } = state
  const hasBegun = isSpeaking === true || [...turns.values()].some(({ firstDigitMs }) => firstDigitMs !== undefined)
  const isSilent = turns.size === 0 || (shown.listening !== null && !hasBegun)
  return caller === 'connected' && botLeg.state === 'connected' && hangUp === undefined && openBridgeLegs(state).length === 0 && isSilent
}

/** Nobody is on the line any more. */
export const allLegsClosed = (state: CallState): boolean => state.caller === 'gone' && openLegs(state).length === 0

/** A call is over when every leg is closed and its chart has come to its end: what follows a hang-up belongs to the call. */
export const isCallOver = ({ endedAt, failure, cutShort, step, ready, snapshot }: CallState): boolean =>
  endedAt !== undefined && (failure !== undefined || cutShort === true || step === 0 || ready.isOver(snapshot))
