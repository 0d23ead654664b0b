import { settingsOf } from '../compile/listen.js'
import type { FlowSettings, NodeSettings } from '../document/settings.js'
import type { FlowNode, NodeOf } from '../nodes/schemas.js'

type Fields = Readonly<Record<string, unknown>>

const spoken = ['endSilenceMs', 'phraseEndSilenceMs', 'bargeInSpeechMs', 'bargeInDelayMs', 'fillersBargeIn', 'noInputTimeoutMs', 'maxUtteranceMs'] as const
const typed = ['firstDigitTimeoutMs', 'interDigitTimeoutMs', 'terminatorTimeoutMs'] as const
/** One key is an entry of a menu: nothing ends it. */
const entered = [...typed, 'terminator'] as const

const picked = (settings: FlowSettings, names: readonly (keyof FlowSettings)[]): Fields =>
  Object.fromEntries(names.map((name) => [name, settings[name]]))

interface Retrying {
  readonly attempts?: number | undefined
  readonly prompts?: Readonly<Record<string, readonly unknown[]>> | undefined
}

/** One prompt an attempt: further ones are never heard. */
const attempted = (retry: Retrying, attempts: number): Retrying => {
  const most = retry.attempts ?? attempts
  const heard = Object.entries(retry.prompts ?? {}).map(([language, texts]) => [language, texts.slice(0, most)] as const)
  return { ...retry, attempts: most, prompts: most === 0 || retry.prompts === undefined ? undefined : Object.fromEntries(heard) }
}

/** Where there is no such way of its own it is the one of what does not fit. */
const orNoMatch = (retry: Retrying | undefined, noMatch: Retrying): Retrying => (retry === undefined ? noMatch : attempted(retry, noMatch.attempts ?? 0))

type Listening = NodeOf<'ask' | 'menu' | 'collect' | 'knowledge'>

const listening = (node: Listening, flow: FlowSettings, keys: readonly (keyof FlowSettings & keyof NodeSettings)[]): Fields & { readonly noMatch: Retrying } => {
  const settings = settingsOf(flow, node.settings)
  const { dropDigits = false } = node as { readonly dropDigits?: boolean }
  return {
    ...node,
    settings: picked(settings, [...spoken, ...keys]),
    noInput: attempted(node.noInput, settings.noInputAttempts),
    noMatch: attempted(node.noMatch, settings.noMatchAttempts),
    dropDigits: !node.interruptible && dropDigits,
  }
}

const withFiller = <Node extends { readonly filler?: unknown; readonly fillerAfterMs?: number | undefined }>(node: Node, flow: FlowSettings): Fields =>
  node.filler === undefined ? { ...node, fillerAfterMs: undefined } : { ...node, fillerAfterMs: node.fillerAfterMs ?? flow.fillerAfterMs }

/** A node with what holds in it, wherever that is written: the settings of its flow, the defaults of its ways; without what nobody can notice. */
export const effectiveNode = (node: FlowNode, flow: FlowSettings): Fields => {
  switch (node.kind) {
    case 'ask':
      return listening(node, flow, [])
    case 'knowledge':
      return { ...withFiller(node, flow), ...listening(node, flow, []), fillerAfterMs: withFiller(node, flow).fillerAfterMs }
    case 'menu': {
      const fields = listening(node, flow, node.choices.some(({ digit }) => digit !== undefined) ? typed : [])
      return { ...fields, invalidDigit: orNoMatch(node.invalidDigit, fields.noMatch) }
    }
    case 'collect': {
      const fields = listening(node, flow, node.input === 'speech' ? [] : entered)
      return { ...fields, invalid: orNoMatch(node.invalid, fields.noMatch) }
    }
    case 'say':
      return node.interruptible ? { ...node, dropDigits: false } : { ...node, bargeInDelayMs: 0 }
    case 'request':
      return withFiller(node, flow)
    case 'transfer':
      return {
        ...node,
        settings: node.keys.length === 0 ? undefined : picked(flow, typed),
        interruptible: node.announcement !== undefined && node.interruptible,
        maxWaitMs: node.queue === undefined ? undefined : node.maxWaitMs,
        positionEveryMs: node.positionPrompt === undefined ? undefined : node.positionEveryMs,
        offerAfterMs: node.offer === undefined ? undefined : node.offerAfterMs,
      }
    default:
      return node
  }
}
