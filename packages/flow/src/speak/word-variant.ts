import { ExpressionProblem, normaliseExpression } from '../cel/normalise.js'
import { splitTemplate } from '../cel/template.js'
import { said, type Said } from '../contract/said.js'
import type { PromptVariant } from '../document/prompt.js'
import { evaluate } from '../machine/expression.js'
import { encodeXml, pronounceSsml, pronounceText, type Pronunciation } from '../machine/pronounce.js'
import { ExpressionFailure } from '../machine/values.js'

/** What a prompt is worded with outside of any call. */
export interface SampleCall {
  readonly language: string
  /** Values of variables, and of what else the place knows: `value`, `queue`, `first`, `second`. */
  readonly scope: Readonly<Record<string, unknown>>
  readonly pronunciations: readonly Pronunciation[]
}

/** A prompt as a voice is given it, or why that cannot be. */
export type WordedVariant =
  | { readonly type: 'text'; readonly text: string; readonly spoken: string }
  | { readonly type: 'ssml'; readonly text: string; readonly ssml: string }
  | { readonly type: 'audio'; readonly text: string; readonly audio: string }
  | { readonly type: 'fault'; readonly fault: Said }

const toText = (value: unknown): string => (typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value))

const fill = (text: string, { language, scope }: SampleCall, encode: (value: string) => string = (value) => value): string => {
  const seen = { ...scope, call: { callId: 'sample', direction: 'inbound', ani: '', dnis: '', ...(scope.call as object | undefined), language } }
  return splitTemplate(text)
    .map((piece) => (typeof piece === 'string' ? piece : encode(toText(evaluate(normaliseExpression(piece.expression), seen)))))
    .join('')
}

/** Words a variant as a call does: variables filled in, values in the words of the language, pronunciations put in. */
export function wordVariant(variant: PromptVariant, sample: SampleCall): WordedVariant {
  try {
    if (typeof variant === 'string') {
      const text = fill(variant, sample)
      return { type: 'text', text, spoken: pronounceText(text, sample.pronunciations) }
    }
    const text = fill(variant.text, sample)
    if ('audio' in variant) return { type: 'audio', text, audio: variant.audio }
    return { type: 'ssml', text, ssml: pronounceSsml(fill(variant.ssml, sample, encodeXml), sample.pronunciations) }
  } catch (error) {
    if (error instanceof ExpressionProblem) return { type: 'fault', fault: error.reason }
    if (error instanceof ExpressionFailure) return { type: 'fault', fault: said(error.message, `表达式无法计算：${error.message}`) }
    throw error
  }
}
