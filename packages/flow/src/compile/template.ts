import { FlowError } from '../errors.js'
import type { FlowPrompt, PromptVariant } from '../document/prompt.js'
import type { JsonTemplate, PromptTemplate, TextTemplate, VariantTemplate } from '../machine/model.js'
import { ExpressionProblem, normaliseExpression } from '../cel/normalise.js'
import { splitTemplate } from '../cel/template.js'

/** @throws FlowError FLOW_EXPRESSION_INVALID */
export const compileExpression = (expression: string, nodeId: string, rename?: (name: string) => string): string => {
  try {
    return normaliseExpression(expression, rename)
  } catch (error) {
    if (!(error instanceof ExpressionProblem)) throw error
    throw new FlowError(
      'FLOW_EXPRESSION_INVALID',
      `Node "${nodeId}" has an expression that cannot be read: ${expression} (${error.message}). Correct it.`,
      { cause: error, fields: { nodeId } },
    )
  }
}

/** Reads an expression as the chart evaluates it. @throws FlowError FLOW_EXPRESSION_INVALID */
type ReadExpression = (expression: string) => string

export const compileText = (text: string, read: ReadExpression): TextTemplate => {
  const pieces = splitTemplate(text)
  if (pieces.every((piece) => typeof piece === 'string')) return pieces.join('')
  return pieces.map((piece) => (typeof piece === 'string' ? piece : { cel: read(piece.expression) }))
}

const compileVariant = (variant: PromptVariant, read: ReadExpression): TextTemplate | VariantTemplate => {
  if (typeof variant === 'string') return compileText(variant, read)
  const text = compileText(variant.text, read)
  return 'ssml' in variant ? { text, ssml: compileText(variant.ssml, read) } : { text, audio: variant.audio }
}

export interface Speech {
  /** Languages of the flow that have a voice of their own. */
  readonly voices: Readonly<Record<string, string>>
  /** First is the default. */
  readonly languages: readonly string[]
}

/** The voice of each language that has one. */
export const speechVoices = ({ voices, languages }: Speech, among: readonly string[] = languages): Record<string, string> =>
  Object.fromEntries(among.flatMap((language) => (Object.hasOwn(voices, language) ? [[language, voices[language] ?? '']] : [])))

/** Speaks in every language of the flow that the prompt has; the first of these stands in for one that it lacks. */
export const compilePrompt = (prompt: FlowPrompt, interruptible: boolean, speech: Speech, read: ReadExpression): PromptTemplate => {
  const spoken = speech.languages.filter((language) => Object.hasOwn(prompt, language))
  const [fallback] = spoken
  const voices = speechVoices(speech, spoken)
  return {
    ...(interruptible ? {} : { inFull: true }),
    ...(fallback === undefined || spoken.length === speech.languages.length ? {} : { fallback }),
    ...(Object.keys(voices).length === 0 ? {} : { voices }),
    languages: Object.fromEntries(spoken.map((language) => [language, (prompt[language] ?? []).map((variant) => compileVariant(variant, read))])),
  }
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

export const compileJson = (body: Json, read: ReadExpression): JsonTemplate => {
  if (body === null || typeof body === 'number' || typeof body === 'boolean') return body
  if (typeof body === 'string') {
    const text = compileText(body, read)
    const [only] = typeof text === 'string' ? [] : text
    return typeof text !== 'string' && text.length === 1 && typeof only === 'object' ? only : { text }
  }
  if (Array.isArray(body)) return { list: (body as readonly Json[]).map((item) => compileJson(item, read)) }
  return { map: Object.fromEntries(Object.entries(body).map(([key, item]) => [key, compileJson(item, read)])) }
}
