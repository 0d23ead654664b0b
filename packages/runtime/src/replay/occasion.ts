import { targetWords, type CallEffect, type CallEvent, type FlowManifest } from '@callchart/flow'
import type { CallState, OpenTurn, TurnEffect } from '../call/state.js'

/** A request by what it is for; its id differs between versions. */
export interface RequestPlace {
  /** The node that sent it. */
  readonly nodeId: string
  readonly method: string
  readonly url: string
}

/** A question of the caller for what a flow knows. */
export interface QuestionPlace {
  readonly nodeId: string
  readonly text: string
}

/** What was under way in a call when an event came: by this a version with other ids finds what the event answers. */
export interface Occasion {
  /** The turn that the event is the outcome of. */
  readonly turn?: TurnEffect
  /** The chart waited for that outcome no more. */
  readonly late: boolean
  readonly request?: RequestPlace
  /** Id of the calendar that the event answers for. */
  readonly calendar?: string
  readonly question?: QuestionPlace
  /** Where the transfer under way leads, in words. */
  readonly transferTo?: string
  /** Node whose turn waited for the caller. */
  readonly listeningNode?: string
  /** A prompt was playing that nobody could answer. */
  readonly speaking: boolean
  /** The flow had hung up. */
  readonly hungUp: boolean
}

const waits = ({ cancelled }: OpenTurn): boolean => cancelled !== true

/** The caller can answer it, or leaves a message in it; a turn that was told to end behind its prompts only speaks. */
export const listens = ({ effect, then }: OpenTurn): boolean => then !== 'finish' && (effect.listen !== undefined || effect.record !== undefined)

export const openTurns = ({ turns }: CallState): OpenTurn[] => [...turns.values()].filter(waits)
export const listeningTurn = (state: CallState): OpenTurn | undefined => openTurns(state).find(listens)
export const speakingTurn = (state: CallState): OpenTurn | undefined => openTurns(state).find((turn) => !listens(turn))

/** What a chart has asked of others, by the ids of its questions; kept when they are answered. */
export interface AskedOfOthers {
  readonly requests: Map<string, RequestPlace>
  readonly questions: Map<string, QuestionPlace>
}

/** Notes what the effects of a step ask. @param path nodes entered so far, those of this step with them */
export function noteAsked({ requests, questions }: AskedOfOthers, effects: readonly CallEffect[], path: readonly string[]): void {
  let at = path.length - effects.filter(({ type }) => type === 'node.entered').length - 1
  for (const effect of effects) {
    if (effect.type === 'node.entered') at += 1
    if (effect.type === 'request.send') requests.set(effect.requestId, { nodeId: path[at] ?? '', method: effect.method, url: effect.url })
    if (effect.type === 'knowledge.ask') questions.set(effect.questionId, { nodeId: effect.nodeId, text: effect.text })
  }
}

/** What an event of the journal answers, in the state before it; its turn may be closed by its fact already. */
export function occasionOf(state: CallState, event: CallEvent, closed: OpenTurn | undefined, asked: AskedOfOthers): Occasion {
  const listening = listeningTurn(state) ?? (closed !== undefined && waits(closed) && listens(closed) ? closed : undefined)
  const speaking = speakingTurn(state) !== undefined || (closed !== undefined && event.type === 'turn.finished')
  const transferTo = state.transfer === undefined ? undefined : targetWords(state.transfer.effect.target)
  const turn = 'turnId' in event ? answeredTurn(state, event.turnId, closed) : undefined
  return {
    ...(turn !== undefined && { turn: turn.effect }),
    late: turn?.cancelled === true,
    ...('requestId' in event && withRequest(asked.requests.get(event.requestId))),
    ...('checkId' in event && withCalendar(state.checks.get(event.checkId)?.effect.calendar)),
    ...('questionId' in event && withQuestion(asked.questions.get(event.questionId))),
    ...(transferTo !== undefined && { transferTo }),
    ...(listening !== undefined && { listeningNode: listening.effect.nodeId }),
    speaking,
    hungUp: state.hangUp?.by === 'bot',
  }
}

const answeredTurn = (state: CallState, turnId: string, closed: OpenTurn | undefined): OpenTurn | undefined =>
  closed?.effect.turnId === turnId ? closed : state.turns.get(turnId)

const withRequest = (request: RequestPlace | undefined) => (request === undefined ? {} : { request })
const withCalendar = (calendar: string | undefined) => (calendar === undefined ? {} : { calendar })
const withQuestion = (question: QuestionPlace | undefined) => (question === undefined ? {} : { question })

/** As people know a node. */
export const nodeName = ({ nodes }: FlowManifest, nodeId: string): string => {
  const name = nodes.find(({ id }) => id === nodeId)?.name
  return name === undefined || name === nodeId ? `"${nodeId}"` : `"${name}" (${nodeId})`
}
