import { targetName, type CallEffect, type CallEvent, type SaidPrompt } from '@callchart/flow'
import { mask, masked } from '../call/transcript.js'
import type { ReplayedStep } from './stepped-call.js'

/** A step as people read it; nothing that is sensitive stands in it. */
export interface ToldStep {
  /** As the journal counts them, from 1. */
  readonly step: number
  /** Milliseconds since the epoch. */
  readonly at: number
  /** What came. */
  readonly event: string
  /** Nodes entered in this step, by id. */
  readonly nodes: readonly string[]
  /** What was to be done, beside entering nodes. */
  readonly effects: readonly string[]
  /** Where the call then was: node, then the state within it. */
  readonly state: string
}

/** @param secrets of the whole call, as its fold has found them */
export function tellStep({ step, at, event, effects, ready, snapshot, sensitive }: ReplayedStep, secrets: ReadonlySet<string>): ToldStep {
  const open = (text: string): string => masked(text, secrets)
  return {
    step,
    at,
    event: open(eventWords(event, sensitive)),
    nodes: effects.flatMap((effect) => (effect.type === 'node.entered' ? [effect.nodeId] : [])),
    effects: effects.flatMap((effect) => (effect.type === 'node.entered' ? [] : [effect.type === 'timer.start' ? effectWords(effect) : open(effectWords(effect))])),
    state: ready.statePath(snapshot).join('.'),
  }
}

function eventWords(event: CallEvent, sensitive: boolean): string {
  const said = 'text' in event ? `"${sensitive ? mask : event.text}"` : ''
  switch (event.type) {
    case 'call.started':
      return 'the call begins'
    case 'utterance.understood':
    case 'auxiliary.heard':
      return `caller says ${said}: intent ${event.intent}`
    case 'key-intent.heard':
      return event.key === undefined ? `caller says ${said}: key intent ${event.keyIntent}` : `caller presses ${event.key}: key intent ${event.keyIntent}`
    case 'value.understood':
      return `caller says ${said}: value ${sensitive ? mask : JSON.stringify(event.value)}`
    case 'utterance.ambiguous':
      return `caller says ${said}: ${event.intents.join(' or ')}`
    case 'utterance.not-understood':
      return `caller says ${said}: not understood`
    case 'digits.entered':
      return `caller presses ${sensitive ? mask : event.digits}`
    case 'no-input':
      return 'caller says nothing'
    case 'turn.finished':
      return 'prompts have ended'
    case 'turn.recorded':
      return `caller leaves ${event.durationMs} ms of a message`
    case 'turn.failed':
      return `turn failed: ${event.cause}`
    case 'turn.cancelled':
      return 'turn is cancelled'
    case 'call.answered-by':
      return event.who === 'machine' ? 'an answering machine answers' : `answered by: ${event.who}`
    case 'caller.hung-up':
      return `caller hangs up (${event.cause})`
    case 'call.ended':
      return `call is ended from outside (${event.cause})`
    case 'timer.elapsed':
      return 'a timer elapses'
    case 'request.succeeded':
      return `request answered: status ${event.status}`
    case 'request.failed':
      return `request failed: ${event.cause}`
    case 'request.outcome-unknown':
      return 'request of unknown outcome'
    case 'transfer.queued':
      return `caller waits at position ${event.position}`
    case 'transfer.connected':
      return `a human is on the line`
    case 'transfer.failed':
      return `transfer failed: ${event.cause}`
    case 'transfer.ringing':
    case 'transfer.busy':
    case 'transfer.no-answer':
    case 'transfer.declined':
    case 'transfer.overflow':
    case 'transfer.closed':
    case 'transfer.ended':
      return `transfer: ${event.type.slice('transfer.'.length)}`
    case 'hours.open':
    case 'hours.closed':
      return `calendar: ${event.type.slice('hours.'.length)}`
    case 'hours.failed':
      return `calendar: ${event.cause}`
    case 'knowledge.sentence':
      return `answer: "${event.text}"`
    case 'knowledge.answered':
      return `answer is whole: ${event.entryId ?? event.model ?? event.source}`
    case 'knowledge.failed':
      return `no answer: ${event.cause}`
  }
}

/** A prompt that was queued by an earlier node is told with that node. */
const spoken = (prompts: readonly SaidPrompt[]): string => prompts.map(({ text, nodeId }) => (nodeId === undefined ? `"${text}"` : `"${text}" (of ${nodeId})`)).join(' ')

/** Without ids of turns, requests and timers, which differ where nothing else does. */
export function effectWords(effect: CallEffect): string {
  switch (effect.type) {
    case 'turn.start':
      return `${effect.record !== undefined ? 'record after' : effect.listen === undefined ? 'say' : 'ask'} ${spoken(effect.prompts) || 'nothing'}`
    case 'turn.append':
      return `say ${spoken(effect.prompts) || 'nothing'}`
    case 'turn.cancel':
      return 'cancel the turn'
    case 'node.entered':
      return `enter ${effect.nodeId}`
    case 'request.send':
      return `request ${effect.method} ${effect.url}`
    case 'request.cancel':
      return 'cancel the request'
    case 'transfer.start':
      return `transfer to ${effect.target.type} ${targetName(effect.target)}`
    case 'transfer.cancel':
      return `end the transfer (${effect.reason})`
    case 'call-back.request':
      return `call back from queue ${effect.queue}`
    case 'timer.start':
      return `timer of ${effect.ms} ms`
    case 'timer.cancel':
      return 'stop a timer'
    case 'hours.check':
      return `ask calendar ${effect.calendar}`
    case 'knowledge.ask':
      return `look for an answer (${effect.source})`
    case 'recording.set':
      return `${effect.action} the recording`
    case 'voicemail.keep':
      return `keep the message in ${effect.mailbox}`
    case 'call.tag':
      return `tag ${effect.tag}`
    case 'do-not-call.add':
      return 'add the number to the do-not-call list'
    case 'call.continue-with':
      return `go on with flow ${effect.flow}`
    case 'call.hang-up':
      return `hang up (${effect.cause})`
    case 'flow.failed':
      return `fail: ${effect.code}`
  }
}
