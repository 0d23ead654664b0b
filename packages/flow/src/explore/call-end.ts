import { targetName } from '../contract/transfer-target.js'
import type { CallEffect, TransferEffect } from '../contract/effects.js'
import type { CallEvent } from '../contract/events.js'
import type { Told } from './tell-move.js'

/** How a call came to its end. A call that failed, went to another flow, met a human or left a message is that, whoever hung up then. */
export type CallEnd =
  | { readonly type: 'hung-up'; readonly cause: string }
  | { readonly type: 'caller-gone' }
  /** `called`: it is no queue but where the switch took the caller. */
  | { readonly type: 'human'; readonly queue: string; readonly called?: true }
  | { readonly type: 'voicemail'; readonly mailbox: string }
  | { readonly type: 'other-flow'; readonly flow: string }
  | { readonly type: 'ended-outside' }
  | { readonly type: 'failed'; readonly code: string }
  /** It has not come to an end yet. */
  | { readonly type: 'unfinished' }

const ranks: Readonly<Record<CallEnd['type'], number>> = { failed: 4, 'other-flow': 3, human: 2, voicemail: 2, 'hung-up': 1, 'caller-gone': 1, 'ended-outside': 1, unfinished: 0 }

const ofEffect = (effect: CallEffect): CallEnd | undefined => {
  switch (effect.type) {
    case 'flow.failed':
      return { type: 'failed', code: effect.code }
    case 'call.continue-with':
      return { type: 'other-flow', flow: effect.flow }
    case 'voicemail.keep':
      return { type: 'voicemail', mailbox: effect.mailbox }
    case 'call.hang-up':
      return { type: 'hung-up', cause: effect.cause }
    default:
      return undefined
  }
}

/** Follows a call step by step to the way in which it ends. */
export class EndWatch {
  end: CallEnd = { type: 'unfinished' }
  #queue = ''
  #called = false
  #refers = false

  note({ type }: CallEvent, effects: readonly CallEffect[]): void {
    const isReferred = type === 'caller.hung-up' && this.#refers
    if (type === 'transfer.connected' || isReferred) this.#set({ type: 'human', queue: this.#queue, ...(this.#called ? { called: true } : {}) })
    if (type.startsWith('transfer.')) this.#refers = false
    if (type === 'call.ended') this.#set({ type: 'ended-outside' })
    if (type === 'caller.hung-up') this.#set({ type: 'caller-gone' })
    for (const effect of effects) {
      if (effect.type === 'transfer.start') this.#begin(effect)
      const end = ofEffect(effect)
      if (end !== undefined) this.#set(end)
    }
  }

  #begin({ target, mode }: TransferEffect): void {
    this.#queue = targetName(target)
    this.#called = target.type !== 'queue'
    this.#refers = mode === 'refer'
  }

  /** Of those that mean as much the first one stays. */
  #set(end: CallEnd): void {
    if (ranks[end.type] > ranks[this.end.type]) this.end = end
  }
}

/** A short name that tells ends apart: the same for calls that end alike. */
export const nameOfEnd = (end: CallEnd): string => {
  switch (end.type) {
    case 'hung-up':
      return `hung-up ${end.cause}`
    case 'human':
      return `human ${end.queue}`
    case 'voicemail':
      return `voicemail ${end.mailbox}`
    case 'other-flow':
      return `other-flow ${end.flow}`
    case 'failed':
      return `failed ${end.code}`
    default:
      return end.type
  }
}

export const tellEnd = (end: CallEnd): Told => {
  switch (end.type) {
    case 'hung-up':
      return end.cause === 'normal' ? { en: 'The bot hangs up', zh: '机器人挂机' } : { en: `The bot hangs up (${end.cause})`, zh: `机器人挂机（${end.cause}）` }
    case 'caller-gone':
      return { en: 'The caller has hung up', zh: '客户已挂机' }
    case 'human':
      if (end.called === true) return { en: `The caller was connected to ${end.queue}`, zh: `客户已接通 ${end.queue}` }
      return { en: `The caller has talked to an agent of “${end.queue}”`, zh: `客户已与“${end.queue}”的坐席通话` }
    case 'voicemail':
      return { en: `A message is in the mailbox “${end.mailbox}”`, zh: `留言已存入留言箱“${end.mailbox}”` }
    case 'other-flow':
      return { en: `The call goes on with the flow “${end.flow}”`, zh: `通话转入流程“${end.flow}”` }
    case 'ended-outside':
      return { en: 'The call was ended from outside', zh: '通话被外部结束' }
    case 'failed':
      return { en: `The flow cannot go on (${end.code}): the switch takes the call`, zh: `流程无法继续（${end.code}）：通话交回交换机` }
    case 'unfinished':
      return { en: 'The call goes on', zh: '通话仍在进行' }
  }
}
