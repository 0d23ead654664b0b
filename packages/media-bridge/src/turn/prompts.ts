import type { Interruption } from '@callchart/protocol'
import { report, type Draft, type InputOf } from './draft.js'
import { enterKeys, takesKey } from './entry.js'
import { endTurn, stopPrompt } from './outcome.js'
import { beginRecording } from './recording.js'
import { currentPrompt, type RunningTurn } from './turn-state.js'

/** No prompt of it could be spoken. */
const isMute = ({ prompts, failedCount }: RunningTurn): boolean => prompts.length > 0 && failedCount === prompts.length

const beginListening = (draft: Draft, turn: RunningTurn): void => {
  const { turnId } = turn.command
  turn.listeningSinceMs = draft.state.nowMs
  turn.sounds = isMute(turn)
  // A caller to whom nobody can speak hears at least that it is their turn.
  if (turn.sounds) draft.outputs.push({ type: 'tone.play' })
  report(draft, { type: 'listening.started', turnId })
  enterKeys(draft, turn)
}

const finishSpeaking = (draft: Draft, turn: RunningTurn): void => {
  const { turnId } = turn.command
  // No key is lost: an entry that was begun waits for the next turn.
  draft.state.typeAhead = turn.keys + draft.state.typeAhead
  const outcome = isMute(turn) ? ({ type: 'turn.failed', turnId, cause: turn.failureCause } as const) : ({ type: 'turn.finished', turnId } as const)
  endTurn(draft, turn, outcome, 'cancel')
}

/** Plays the next prompt from `index` on; keys already waiting skip those that may be interrupted. */
export const playFrom = (draft: Draft, turn: RunningTurn, index: number): void => {
  const { prompts } = turn
  const skips = draft.state.typeAhead !== '' && takesKey(turn, draft.state.typeAhead.charAt(0))
  const next = prompts.findIndex((prompt, at) => at >= index && !(skips && prompt.interruptible))
  const prompt = prompts[next]
  turn.promptStarted = false
  if (prompt !== undefined) {
    turn.promptIndex = next
    turn.playback = 'active'
    draft.outputs.push({ type: 'prompt.play', prompt })
    return
  }
  turn.promptIndex = prompts.length
  turn.playback = 'over'
  if (turn.isOpen) return enterKeys(draft, turn)
  const { listen, record } = turn.command
  if (record !== undefined) beginRecording(draft, turn, record)
  else if (listen === undefined || turn.then === 'finish') finishSpeaking(draft, turn)
  else beginListening(draft, turn)
}

/** Nobody is spoken to while they speak: what came meanwhile is played once that speech came to nothing. */
export const playNews = (draft: Draft, turn: RunningTurn): void => {
  const isAtEnd = turn.playback === 'over' && turn.listeningSinceMs === undefined && turn.recording === undefined
  if (isAtEnd && turn.speech === undefined) playFrom(draft, turn, turn.promptIndex)
}

export const appendPrompts = (draft: Draft, turn: RunningTurn, { prompts, then }: InputOf<'append'>): void => {
  if (!turn.isOpen) return
  const known = new Set(turn.prompts.map(({ promptId }) => promptId))
  const fresh = prompts.filter(({ promptId }) => !known.has(promptId))
  turn.prompts = [...turn.prompts, ...fresh]
  if (then !== undefined) {
    turn.isOpen = false
    turn.then = then
  }
  if (fresh.length > 0) draft.outputs.push({ type: 'prompt.prepare', prompts: fresh })
  playNews(draft, turn)
}

/** A key skips the prompt that plays, and those behind it that may be skipped. */
export const skipPrompt = (draft: Draft, turn: RunningTurn): void => {
  const next = turn.promptIndex + 1
  stopPrompt(draft, turn, 'digit')
  playFrom(draft, turn, next)
}

/** Whoever knows the prompts goes to the tone at once, but for what must be heard in full. */
export const skipToTone = (draft: Draft, turn: RunningTurn): void => {
  if (currentPrompt(turn)?.interruptible !== true) return
  const { prompts } = turn
  const next = prompts.findIndex(({ interruptible }, at) => at > turn.promptIndex && !interruptible)
  stopPrompt(draft, turn, 'digit')
  playFrom(draft, turn, next < 0 ? prompts.length : next)
}

export const pausePrompt = (draft: Draft, turn: RunningTurn, by: Interruption): void => {
  const prompt = currentPrompt(turn)
  if (prompt === undefined || turn.playback !== 'active') return
  const { turnId } = turn.command
  turn.playback = 'paused'
  draft.outputs.push({ type: 'prompt.pause', turnId, promptId: prompt.promptId, by, started: turn.promptStarted })
}

/** After a false barge-in: the prompt goes on where it stopped. */
export const resumePrompt = (draft: Draft, turn: RunningTurn): void => {
  const prompt = currentPrompt(turn)
  if (prompt === undefined || turn.playback !== 'paused') return
  const { turnId } = turn.command
  turn.playback = 'active'
  draft.outputs.push({ type: 'prompt.resume', turnId, promptId: prompt.promptId, started: turn.promptStarted })
}

export const promptStarted = (draft: Draft, turn: RunningTurn): void => {
  const prompt = currentPrompt(turn)
  if (prompt === undefined || turn.playback !== 'active' || turn.promptStarted) return
  turn.promptStarted = true
  turn.heardCount += 1
  if (prompt.interruptible) turn.interruptibleSinceMs ??= draft.state.nowMs
  report(draft, { type: 'prompt.started', turnId: turn.command.turnId, promptId: prompt.promptId })
}

export const promptFinished = (draft: Draft, turn: RunningTurn): void => {
  const prompt = currentPrompt(turn)
  if (prompt === undefined || turn.playback !== 'active') return
  if (!prompt.interruptible) draft.state.protectedUntilMs = draft.state.nowMs
  report(draft, { type: 'prompt.finished', turnId: turn.command.turnId, promptId: prompt.promptId })
  playFrom(draft, turn, turn.promptIndex + 1)
}

export const promptFailed = (draft: Draft, turn: RunningTurn, { cause }: InputOf<'prompt.failed'>): void => {
  const prompt = currentPrompt(turn)
  if (prompt === undefined || turn.playback !== 'active') return
  turn.failedCount += 1
  turn.failureCause = cause.slice(0, 500)
  report(draft, { type: 'prompt.failed', turnId: turn.command.turnId, promptId: prompt.promptId, cause: turn.failureCause })
  playFrom(draft, turn, turn.promptIndex + 1)
}
