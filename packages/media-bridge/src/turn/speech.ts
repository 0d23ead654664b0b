import { frameMs, type Alternative, type Listen } from '@callchart/protocol'
import { endpointSilenceMs } from '../listen/endpoint.js'
import { containsPhrase, isFillerOnly, isOneWord, normaliseText } from '../listen/phrase-match.js'
import { utteranceOf } from '../listen/utterance.js'
import { dropSpeech, report, type Draft, type InputOf } from './draft.js'
import { endTurn } from './outcome.js'
import { pausePrompt, playNews, resumePrompt } from './prompts.js'
import { bargeInSpeechMs, halfFrameMs, hearsSpeech, isSpeaking, noiseMs, type HeardSpeech, type RunningTurn } from './turn-state.js'

/** Audio before the detected start that the recogniser gets too: soft beginnings lie below the gate. */
const preRollMs = 300
/** Speech that began this long ago is still an answer, when nobody listened then. */
const lookBackMs = 1_500
/** A voice this recent is still speaking. */
const presentMs = 200
/** The recogniser is asked for its final this long ahead of the endpoint. */
const presumeMs = 120
/** From the endpoint: whoever waits longer for what comes of their words hears that somebody is there. */
const signOfLifeMs = 1_000
/** The last resort when a recogniser gives neither final nor failure; engines have deadlines of their own. */
const finalPatienceMs = 6_000

const isAnswer = ({ state }: Draft, { startMs, lastVoiceMs }: InputOf<'speech'>): boolean =>
  lastVoiceMs >= state.nowMs - presentMs || (startMs >= state.nowMs - lookBackMs && startMs >= state.protectedUntilMs - 500)

const beginSpeech = (draft: Draft, turn: RunningTurn, listen: Listen, input: InputOf<'speech'>): void => {
  if (!hearsSpeech(turn, draft.state.nowMs) || !isAnswer(draft, input)) return
  const startMs = Math.max(input.startMs, draft.state.nowMs - lookBackMs)
  draft.state.recognitionCount += 1
  const recognition = draft.state.recognitionCount
  turn.speech = {
    recognition,
    startMs,
    voicedMs: input.voicedMs,
    lastVoiceMs: input.lastVoiceMs,
    isSure: input.isSure,
    hypothesis: '',
    stability: 0,
    bargedIn: false,
    isPresumedOver: false,
    final: undefined,
    endedMs: undefined,
    endpointSilenceMs: 0,
    isLost: false,
    isAwaited: false,
  }
  report(draft, { type: 'speech.started', turnId: turn.command.turnId })
  draft.outputs.push({ type: 'recognition.open', recognition, fromMs: Math.max(0, startMs - preRollMs), listen })
}

/** A cough sounds like one short word to a recogniser; a voice that nothing is sure of must say more than that. */
const isDoubtful = ({ isSure }: HeardSpeech, text: string): boolean => !isSure && isOneWord(text)

const checkBargeIn = (draft: Draft, turn: RunningTurn, listen: Listen, speech: HeardSpeech): void => {
  if (turn.playback !== 'active') return
  const { fillers, speechMs } = listen.bargeIn
  const isPhrase = containsPhrase(speech.hypothesis, listen.phrases) && !isDoubtful(speech, speech.hypothesis)
  const isLong = bargeInSpeechMs(turn, listen, speech) >= speechMs && speech.voicedMs >= speechMs * 0.6
  if (!isPhrase && (!isLong || isFillerOnly(speech.hypothesis, fillers))) return
  speech.bargedIn = true
  pausePrompt(draft, turn, isPhrase ? 'phrase' : 'speech')
}

const askForFinal = (draft: Draft, speech: HeardSpeech): void => {
  if (speech.isPresumedOver) return
  speech.isPresumedOver = true
  draft.outputs.push({ type: 'recognition.end', recognition: speech.recognition })
}

const endSpeech = (draft: Draft, turn: RunningTurn, speech: HeardSpeech, silenceMs: number): void => {
  speech.endedMs = draft.state.nowMs
  speech.endpointSilenceMs = silenceMs
  report(draft, { type: 'speech.ended', turnId: turn.command.turnId })
  askForFinal(draft, speech)
  draft.outputs.push({ type: 'speech.forget' })
}

const checkEndpoint = (draft: Draft, turn: RunningTurn, listen: Listen, speech: HeardSpeech): void => {
  const { nowMs } = draft.state
  const neededMs = endpointSilenceMs(listen, speech.hypothesis)
  const silenceMs = nowMs - speech.lastVoiceMs + halfFrameMs
  if (silenceMs >= neededMs) endSpeech(draft, turn, speech, silenceMs < neededMs + frameMs ? neededMs : silenceMs)
  else if (nowMs - speech.startMs >= listen.maxUtteranceMs) endSpeech(draft, turn, speech, 0)
  else if (silenceMs >= neededMs - presumeMs) askForFinal(draft, speech)
}

const checkSpeech = (draft: Draft, turn: RunningTurn, listen: Listen, speech: HeardSpeech): void => {
  if (speech.endedMs === undefined) {
    checkBargeIn(draft, turn, listen, speech)
    checkEndpoint(draft, turn, listen, speech)
  }
  if (speech.endedMs === undefined) return
  if (speech.final !== undefined) return settleSpeech(draft, turn, listen, speech, speech.final.alternatives, speech.final.engine)
  speech.isAwaited = draft.state.nowMs - speech.endedMs >= signOfLifeMs
  if (draft.state.nowMs - speech.endedMs < finalPatienceMs) return
  draft.outputs.push({ type: 'recognition.cancel', recognition: speech.recognition })
  settleSpeech(draft, turn, listen, speech, guessOf(speech), 'unknown')
}

const guessOf = ({ hypothesis, stability }: HeardSpeech): readonly Alternative[] =>
  hypothesis === '' ? [] : [{ text: hypothesis, confidence: stability, words: [] }]

/** Speech that came to nothing: the prompt goes on, or the turn goes on listening. */
const dismissSpeech = (draft: Draft, turn: RunningTurn): void => {
  turn.speech = undefined
  resumePrompt(draft, turn)
  playNews(draft, turn)
}

const settlesTurn = (turn: RunningTurn, listen: Listen, speech: HeardSpeech, text: string): boolean => {
  const plays = isSpeaking(turn)
  if (text === '') return !plays && speech.isSure && speech.voicedMs >= noiseMs && speech.lastVoiceMs > (turn.listeningSinceMs ?? 0)
  if (!plays || containsPhrase(text, listen.phrases)) return true
  return (speech.bargedIn || turn.playback === 'over') && !isFillerOnly(text, listen.bargeIn.fillers)
}

const settleSpeech = (draft: Draft, turn: RunningTurn, listen: Listen, speech: HeardSpeech, heard: readonly Alternative[], engine: string): void => {
  const alternatives = heard.filter(({ text }) => normaliseText(text) !== '' && !isDoubtful(speech, text))
  if (!settlesTurn(turn, listen, speech, alternatives[0]?.text ?? '')) return dismissSpeech(draft, turn)
  turn.speech = undefined
  endTurn(draft, turn, utteranceOf(turn.command.turnId, speech, alternatives, engine), 'phrase')
}

/** A voice after the speech was presumed over: the final is void. */
const goOn = (draft: Draft, speech: HeardSpeech, input: InputOf<'speech'>): void => {
  if (speech.isPresumedOver && input.lastVoiceMs > speech.lastVoiceMs) {
    speech.isPresumedOver = false
    if (!speech.isLost) speech.final = undefined
    draft.outputs.push({ type: 'recognition.go-on', recognition: speech.recognition })
  }
  speech.voicedMs = input.voicedMs
  speech.lastVoiceMs = input.lastVoiceMs
  speech.isSure = input.isSure
}

/** The stretch of speech that the caller is in. */
export const speechHeard = (draft: Draft, turn: RunningTurn, input: InputOf<'speech'>): void => {
  const { listen } = turn.command
  if (listen === undefined) return
  if (turn.speech === undefined) beginSpeech(draft, turn, listen, input)
  else if (turn.speech.endedMs === undefined) goOn(draft, turn.speech, input)
  if (turn.speech !== undefined) checkSpeech(draft, turn, listen, turn.speech)
}

/** When speech that goes on silently needs a look: every frame until its endpoint, then for the sign of life and at the end of patience. */
export const speechDueMs = ({ speech }: RunningTurn): number => {
  if (speech === undefined) return Number.POSITIVE_INFINITY
  return speech.endedMs === undefined ? 0 : speech.endedMs + (speech.isAwaited ? finalPatienceMs : signOfLifeMs)
}

/** The same timers when no new speech came. */
export const checkHeardSpeech = (draft: Draft, turn: RunningTurn): void => {
  const { listen } = turn.command
  if (listen !== undefined && turn.speech !== undefined) checkSpeech(draft, turn, listen, turn.speech)
}

export const hypothesisHeard = (draft: Draft, turn: RunningTurn, input: InputOf<'hypothesis'>): void => {
  const { listen, turnId } = turn.command
  const { speech } = turn
  if (listen === undefined || speech?.recognition !== input.recognition || speech.hypothesis === input.text) return
  speech.hypothesis = input.text
  speech.stability = input.stability
  report(draft, { type: 'hypothesis', turnId, text: input.text, stability: input.stability })
  checkSpeech(draft, turn, listen, speech)
}

/** A final counts at the endpoint; an engine that ends the stream unasked endpoints the utterance by itself. */
export const speechRecognised = (draft: Draft, turn: RunningTurn, { recognition, alternatives, engine }: InputOf<'recognised'>): void => {
  const { listen } = turn.command
  const { speech } = turn
  if (listen === undefined || speech?.recognition !== recognition) return
  if (!speech.isPresumedOver) endSpeech(draft, turn, speech, draft.state.nowMs - speech.lastVoiceMs)
  speech.final = { alternatives, engine }
  speech.hypothesis = alternatives[0]?.text ?? ''
  checkSpeech(draft, turn, listen, speech)
}

const loseSpeech = (draft: Draft, turn: RunningTurn, listen: Listen, speech: HeardSpeech): void => {
  speech.isLost = true
  speech.hypothesis = ''
  speech.final = { alternatives: [], engine: 'unknown' }
  checkSpeech(draft, turn, listen, speech)
}

export const recogniserFailed = (draft: Draft, turn: RunningTurn, { recognition, cause }: InputOf<'recogniser.failed'>): void => {
  const { listen, turnId } = turn.command
  const { speech } = turn
  if (listen === undefined || speech?.recognition !== recognition) return
  if (speech.endedMs !== undefined && speech.hypothesis !== '') return settleSpeech(draft, turn, listen, speech, guessOf(speech), 'unknown')
  turn.deaf = true
  report(draft, { type: 'recogniser.unavailable', turnId, cause: cause.slice(0, 500) })
  // Nothing plays that could go on: whoever has spoken is answered as one whose words were not understood.
  if (!isSpeaking(turn)) return loseSpeech(draft, turn, listen, speech)
  dropSpeech(draft, turn)
  resumePrompt(draft, turn)
  playNews(draft, turn)
}
