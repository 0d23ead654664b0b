import { settingsOf } from '../compile/listen.js'
import type { FlowSettings } from '../document/settings.js'
import type { FlowNode, NodeOf } from '../nodes/schemas.js'

type Fields = Readonly<Record<string, unknown>>

const spoken = ['endSilenceMs', 'phraseEndSilenceMs', 'bargeInSpeechMs', 'bargeInDelayMs', 'fillersBargeIn', 'noInputTimeoutMs', 'maxUtteranceMs'] as const
const typed = ['firstDigitTimeoutMs', 'interDigitTimeoutMs', 'terminatorTimeoutMs', 'terminator'] as const

const picked = (settings: FlowSettings, names: readonly (keyof FlowSettings)[]): Fields =>
  Object.fromEntries(names.map((name) => [name, settings[name]]))

const attempted = <Retry extends { readonly attempts?: number | undefined }>(retry: Retry, attempts: number): Retry => ({ ...retry, attempts: retry.attempts ?? attempts })

type Listening = NodeOf<'ask' | 'menu' | 'collect' | 'knowledge'>

const listening = (node: Listening, flow: FlowSettings, keys: boolean): Fields => {
  const settings = settingsOf(flow, node.settings)
  const { dropDigits = false } = node as { readonly dropDigits?: boolean }
  return {
    ...node,
    settings: picked(settings, keys ? [...spoken, ...typed] : spoken),
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
      return listening(node, flow, false)
    case 'knowledge':
      return { ...listening(node, flow, false), ...withFiller(node, flow), settings: listening(node, flow, false).settings }
    case 'menu': {
      const fields = listening(node, flow, node.choices.some(({ digit }) => digit !== undefined))
      const { noMatch } = fields as { readonly noMatch: object }
      return { ...fields, invalidDigit: { ...noMatch, ...node.invalidDigit } }
    }
    case 'collect': {
      const fields = listening(node, flow, node.input !== 'speech')
      const { noMatch } = fields as { readonly noMatch: object }
      return { ...fields, invalid: { ...noMatch, ...node.invalid } }
    }
    case 'say':
      return node.interruptible ? { ...node, dropDigits: false } : { ...node, bargeInDelayMs: 0 }
    case 'request':
      return withFiller(node, flow)
    case 'transfer':
      return {
        ...node,
        interruptible: node.announcement !== undefined && node.interruptible,
        positionEveryMs: node.positionPrompt === undefined ? undefined : node.positionEveryMs,
        offerAfterMs: node.offer === undefined ? undefined : node.offerAfterMs,
        declined: node.declined ?? node.failed,
      }
    default:
      return node
  }
}
