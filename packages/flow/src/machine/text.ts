import { evaluate } from './expression.js'
import { choiceScope } from './choice.js'
import { encodeXml, pronounceSsml, pronounceText } from './pronounce.js'
import type { FlowContext, JsonTemplate, PromptTemplate, QueuedPrompt, TextTemplate, VariantTemplate } from './model.js'
import { ExpressionFailure } from './values.js'

/** Longest text that a prompt, URL or header may grow to. */
const longestRendered = 5_000

/**
 * What an expression sees: the variables, `call` with its language, `value` while a value is collected, and `queue` while the
 * caller waits for a human; `first` and `second` while they choose between two intents.
 */
export const scopeOf = (context: FlowContext): Record<string, unknown> => ({
  ...context.variables,
  call: { ...context.call, language: context.language },
  value: context.value,
  ...(context.queue === null ? {} : { queue: { position: context.queue.position, waitMinutes: context.queue.waitMinutes } }),
  ...choiceScope(context),
})

/** The number of whoever we talk to; empty where it is not known. */
export const numberOfPerson = ({ call }: FlowContext): string => (call.direction === 'outbound' ? call.dnis : call.ani)

const toText = (value: unknown): string => {
  if (typeof value === 'string') return value
  return value === null ? '' : JSON.stringify(value)
}

/** `encode` makes a value safe for the place where it stands; the text around it is the author's own. */
export const renderText = (template: TextTemplate, context: FlowContext, encode: (value: string) => string = (value) => value): string => {
  if (typeof template === 'string') return template
  const scope = scopeOf(context)
  const text = template.map((piece) => (typeof piece === 'string' ? piece : encode(toText(evaluate(piece.cel, scope))))).join('')
  if (text.length > longestRendered) throw new ExpressionFailure(`A text grew beyond ${longestRendered} characters`)
  return text
}

/** The text as a voice is to be given it, where that differs; a text that would grow too long is said as it is written. */
const spokenOf = (text: string, said: string): string | undefined => (said === text || said.length > longestRendered ? undefined : said)

/** A prompt is worded and pronounced in its own language, which is not the call's where that one is missing. */
const renderVariant = (template: TextTemplate | VariantTemplate, context: FlowContext): Pick<QueuedPrompt, 'text' | 'spoken' | 'ssml' | 'audio'> => {
  const { language, pronunciations } = context
  const list = Object.hasOwn(pronunciations, language) ? (pronunciations[language] ?? []) : []
  const variant: VariantTemplate = typeof template === 'object' && 'text' in template ? template : { text: template }
  const text = renderText(variant.text, context)
  if (variant.audio !== undefined) return { text, audio: variant.audio }
  if (variant.ssml === undefined) {
    const spoken = spokenOf(text, pronounceText(text, list))
    return spoken === undefined ? { text } : { text, spoken }
  }
  const ssml = renderText(variant.ssml, context, encodeXml)
  return { text, ssml: spokenOf(ssml, pronounceSsml(ssml, list)) ?? ssml }
}

/** One variant of the prompt in the call's language: the one of this index, or the last. */
export const renderPrompt = (template: PromptTemplate, context: FlowContext, index: number): QueuedPrompt[] => {
  const found = Object.hasOwn(template.languages, context.language) ? context.language : template.fallback
  const variants = found === undefined ? undefined : template.languages[found]
  const variant = variants?.[Math.min(index, variants.length - 1)]
  if (found === undefined || variant === undefined) return []
  const voice = template.voices?.[found]
  const said = renderVariant(variant, { ...context, language: found })
  return [{ ...said, language: found, ...(voice === undefined ? {} : { voice }), interruptible: template.inFull !== true, node: context.node }]
}

/** How often the node was entered before this time. */
export const revisitsOf = (context: FlowContext, nodeId: string): number =>
  Object.hasOwn(context.visits, nodeId) ? (context.visits[nodeId] ?? 1) - 1 : 0

export const renderJson = (template: JsonTemplate, context: FlowContext): unknown => {
  if (template === null || typeof template !== 'object') return template
  if ('cel' in template) return evaluate(template.cel, scopeOf(context))
  if ('text' in template) return renderText(template.text, context)
  if ('list' in template) return template.list.map((item) => renderJson(item, context))
  return Object.fromEntries(Object.entries(template.map).map(([key, item]) => [key, renderJson(item, context)]))
}

/** Values are encoded, so that they stay within their part of the URL; a part that would climb is refused. */
export const renderUrl = (template: TextTemplate, context: FlowContext): string => {
  const url = renderText(template, context, encodeURIComponent)
  if (typeof template !== 'string' && (url.split(/[?#]/)[0] ?? '').split('/').some((part) => part === '.' || part === '..')) {
    throw new ExpressionFailure('A value makes the URL of a request climb out of its path')
  }
  return url
}

/** A header's value holds no line break and no other control character. */
export const renderHeaders = (headers: Readonly<Record<string, TextTemplate>>, context: FlowContext): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      renderText(value, context)
        .replace(/\p{Cc}/gu, ' ')
        .trim(),
    ]),
  )
