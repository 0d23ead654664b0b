import { evaluate } from './expression.js'
import type { FlowContext, JsonTemplate, PromptTemplate, QueuedPrompt, TextTemplate, VariantTemplate } from './model.js'
import { ExpressionFailure } from './values.js'

/** Longest text that a prompt, URL or header may grow to. */
const longestRendered = 5_000

/** What an expression sees: the variables, `call`, and `value` while a value is collected. */
export const scopeOf = (context: FlowContext): Record<string, unknown> => ({
  ...context.variables,
  call: context.call,
  value: context.value,
})

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

const xmlEntities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
const encodeXml = (value: string): string => value.replace(/[&<>"']/g, (sign) => xmlEntities[sign] ?? sign)

const renderVariant = (
  variant: VariantTemplate,
  language: string,
  voice: string | undefined,
  interruptible: boolean,
  context: FlowContext,
): QueuedPrompt => ({
  text: renderText(variant.text, context),
  ...(variant.ssml === undefined ? {} : { ssml: renderText(variant.ssml, context, encodeXml) }),
  ...(variant.audio === undefined ? {} : { audio: variant.audio }),
  language,
  ...(voice === undefined ? {} : { voice }),
  interruptible,
})

/** One variant of the prompt in the call's language: the one of this index, or the last. */
export const renderPrompt = (template: PromptTemplate, context: FlowContext, index: number): QueuedPrompt[] => {
  const found = Object.hasOwn(template.languages, context.language) ? context.language : template.fallback
  const spoken = found === undefined ? undefined : template.languages[found]
  if (found === undefined || spoken === undefined) return []
  const count = spoken.variants.length
  const variant = spoken.variants[Math.min(index, count - 1)]
  return variant === undefined ? [] : [renderVariant(variant, found, spoken.voice, template.interruptible, context)]
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
