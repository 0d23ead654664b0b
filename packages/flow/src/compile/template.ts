import { FlowError } from '../errors.js'
import type { FlowPrompt, PromptVariant } from '../document/prompt.js'
import type { JsonTemplate, PromptTemplate, TextTemplate, VariantTemplate } from '../machine/model.js'
import { ExpressionProblem, normaliseExpression } from '../cel/normalise.js'
import { splitTemplate } from '../cel/template.js'

/** @throws FlowError FLOW_EXPRESSION_INVALID */
export const compileExpression = (expression: string, nodeId: string): string => {
  try {
    return normaliseExpression(expression)
  } catch (error) {
    if (!(error instanceof ExpressionProblem)) throw error
    throw new FlowError(
      'FLOW_EXPRESSION_INVALID',
      `Node "${nodeId}" has an expression that cannot be read: ${expression} (${error.message}). Correct it.`,
      { cause: error, fields: { nodeId } },
    )
  }
}

/** @throws FlowError FLOW_EXPRESSION_INVALID */
export const compileText = (text: string, nodeId: string): TextTemplate => {
  const pieces = splitTemplate(text)
  if (pieces.every((piece) => typeof piece === 'string')) return pieces.join('')
  return pieces.map((piece) => (typeof piece === 'string' ? piece : { cel: compileExpression(piece.expression, nodeId) }))
}

const compileVariant = (variant: PromptVariant, nodeId: string): VariantTemplate => {
  if (typeof variant === 'string') return { text: compileText(variant, nodeId) }
  const text = compileText(variant.text, nodeId)
  return 'ssml' in variant ? { text, ssml: compileText(variant.ssml, nodeId) } : { text, audio: variant.audio }
}

export interface Speech {
  /** Languages of the flow that have a voice of their own. */
  readonly voices: Readonly<Record<string, string>>
  /** First is the default. */
  readonly languages: readonly string[]
}

/** Speaks in every language of the flow that the prompt has; the first of these stands in for one that it lacks. */
export const compilePrompt = (prompt: FlowPrompt, interruptible: boolean, speech: Speech, nodeId: string): PromptTemplate => {
  const spoken = speech.languages.filter((language) => Object.hasOwn(prompt, language))
  const [fallback] = spoken
  const inLanguage = (language: string): PromptTemplate['languages'][string] => {
    const voice = Object.hasOwn(speech.voices, language) ? speech.voices[language] : undefined
    return { ...(voice === undefined ? {} : { voice }), variants: (prompt[language] ?? []).map((variant) => compileVariant(variant, nodeId)) }
  }
  return {
    interruptible,
    ...(fallback === undefined || spoken.length === speech.languages.length ? {} : { fallback }),
    languages: Object.fromEntries(spoken.map((language) => [language, inLanguage(language)])),
  }
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

export const compileJson = (body: Json, nodeId: string): JsonTemplate => {
  if (body === null || typeof body === 'number' || typeof body === 'boolean') return body
  if (typeof body === 'string') {
    const text = compileText(body, nodeId)
    const [only] = typeof text === 'string' ? [] : text
    return typeof text !== 'string' && text.length === 1 && typeof only === 'object' ? only : { text }
  }
  if (Array.isArray(body)) return { list: (body as readonly Json[]).map((item) => compileJson(item, nodeId)) }
  return { map: Object.fromEntries(Object.entries(body).map(([key, item]) => [key, compileJson(item, nodeId)])) }
}
