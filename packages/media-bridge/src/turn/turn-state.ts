import { frameMs, type Alternative, type Listen, type Prompt, type TurnAppend, type TurnStart } from '@callchart/protocol'

/** Shorter than this it was a noise, if nothing else says that it was speech. */
export const noiseMs = 200
/** The last voiced sample lies anywhere within its frame. */
export const halfFrameMs = frameMs / 2

/** Speech of the caller that the running turn hears. */
export interface HeardSpeech {
  /** Number of its recognition: answers of an older one are stale. */
  readonly recognition: number
  readonly startMs: number
  /** Sum of the frames with a voice in them. */
  voicedMs: number
  lastVoiceMs: number
  /** A voice without doubt; else it may be a cough. */
  isSure: boolean
  hypothesis: string
  stability: number
  bargedIn: boolean
  /** The recogniser was told that the speech is over, a little ahead of the endpoint: its final is there in time. */
  isPresumedOver: boolean
  /** What it said to that; void when the caller goes on. */
  final: { readonly alternatives: readonly Alternative[]; readonly engine: string } | undefined
  /** Set at the endpoint: the final is awaited. */
  endedMs: number | undefined
  endpointSilenceMs: number
  /** No recogniser has understood it: its end is awaited all the same, so that the caller is not left without an answer. */
  isLost: boolean
  /** The final is awaited for so long that the caller is to hear that somebody is there. */
  isAwaited: boolean
}

/** A message of the caller that is being recorded. */
export interface RunningRecording {
  /** End of the tone; undefined while it plays. */
  sinceMs: number | undefined
  /** Undefined while nothing was said. */
  lastVoiceMs: number | undefined
}

export interface RunningTurn {
  readonly command: TurnStart
  /** Those that it began with, and those that came since. */
  prompts: readonly Prompt[]
  /** Further prompts may come. */
  isOpen: boolean
  /** What it does after the last of them. */
  then: NonNullable<TurnAppend['then']>
  /** The prompt that plays; the number of prompts once all are over. */
  promptIndex: number
  playback: 'active' | 'paused' | 'over'
  /** `prompt.started` was reported for the current prompt. */
  promptStarted: boolean
  /** When the first prompt that may be interrupted began. */
  interruptibleSinceMs: number | undefined
  /** Prompts that began to be heard. */
  heardCount: number
  failedCount: number
  failureCause: string
  /** End of the last prompt: no-input and the first digit are counted from here. */
  listeningSinceMs: number | undefined
  /** Keys of the entry so far. */
  keys: string
  lastKeyMs: number
  speech: HeardSpeech | undefined
  /** No recogniser serves this turn. */
  deaf: boolean
  /** The tone that stands for prompts which nobody could speak is heard. */
  sounds: boolean
  /** Set once the prompts of a recording turn are over. */
  recording: RunningRecording | undefined
}

/** Everything the turns of one call remember. Times are milliseconds of the call's sample clock. */
export interface TurnState {
  nowMs: number
  /** Keys pressed before a turn took them. */
  typeAhead: string
  /** A terminator that may still follow an entry which is already complete. */
  swallow: { readonly key: string; readonly untilMs: number } | undefined
  knownTurnIds: readonly string[]
  recognitionCount: number
  /** End of the last prompt that could not be interrupted: speech well before it is no answer. */
  protectedUntilMs: number
  /** The caller has gone: whatever is started from now on is cancelled at once. */
  isOver: boolean
  turn: RunningTurn | undefined
}

export const idleTurnState = (): TurnState => ({
  nowMs: 0,
  typeAhead: '',
  swallow: undefined,
  knownTurnIds: [],
  recognitionCount: 0,
  protectedUntilMs: Number.NEGATIVE_INFINITY,
  isOver: false,
  turn: undefined,
})

export const currentPrompt = (turn: RunningTurn) => (turn.playback === 'over' ? undefined : turn.prompts[turn.promptIndex])

/** A prompt plays, or one may still come. */
export const isSpeaking = (turn: RunningTurn): boolean => turn.playback !== 'over' || turn.listeningSinceMs === undefined

/** A prompt that must be heard in full is playing or still to come. */
export const isProtected = (turn: RunningTurn): boolean =>
  turn.playback !== 'over' && turn.prompts.some((prompt, index) => index >= turn.promptIndex && !prompt.interruptible)

/** Speech before this moment does not barge in. */
const bargeInFromMs = (turn: RunningTurn, listen: Listen): number => {
  if (listen.bargeIn.delayMs === 0) return Number.NEGATIVE_INFINITY
  return turn.interruptibleSinceMs === undefined ? Number.POSITIVE_INFINITY : turn.interruptibleSinceMs + listen.bargeIn.delayMs
}

/** Milliseconds of speech so far that count for barge-in: from its start, or from the end of the delay. */
export const bargeInSpeechMs = (turn: RunningTurn, listen: Listen, speech: HeardSpeech): number =>
  speech.lastVoiceMs - Math.max(speech.startMs, bargeInFromMs(turn, listen))

/** Whether speech that begins now is listened to. */
export const hearsSpeech = (turn: RunningTurn, nowMs: number): boolean => {
  const { listen } = turn.command
  if (listen === undefined || !listen.speech || turn.deaf || turn.keys !== '') return false
  return turn.playback === 'over' || (!isProtected(turn) && nowMs >= bargeInFromMs(turn, listen))
}
