import { splitTemplate } from '../cel/template.js'
import type { FlowProblem } from '../contract/compiled.js'
import type { PromptVariant } from '../document/prompt.js'
import { hasSayAs } from '../machine/spoken.js'
import { warning } from './problem.js'
import { spokenPrompts, type SpokenPrompt } from './spoken-prompts.js'
import type { FlowView } from './view.js'

/** Functions whose words differ by language; digits and letters one by one are read by any voice. */
const sayAsCall = /\b(money|date|time|phone|number|ordinal)\s*\(/

const wordsOf = (text: string): string | undefined =>
  splitTemplate(text)
    .flatMap((piece) => (typeof piece === 'string' ? [] : [sayAsCall.exec(piece.expression)?.[1]]))
    .find((name) => name !== undefined)

const textOf = (variant: PromptVariant): string => (typeof variant === 'string' ? variant : 'ssml' in variant ? variant.ssml : '')

const checkPrompt = ({ place, path, prompt, problem }: SpokenPrompt): FlowProblem[] =>
  Object.entries(prompt).flatMap(([language, variants]) => {
    const name = hasSayAs(language) ? undefined : variants.map((variant) => wordsOf(textOf(variant))).find((found) => found !== undefined)
    if (name === undefined) return []
    const message = `A value is said by ${name}() in ${language} by ${place}, and there are no words for it in that language yet: it is said as plain digits.`
    return [warning(problem('FLOW_SAY_AS_PLAIN', `${path}.${language}`, message, `Word the value for ${language} in the prompt itself, or let a request supply its text.`))]
  })

/** Values are said in words of the prompt's language. */
export const checkSayAs = (view: FlowView): FlowProblem[] => spokenPrompts(view).flatMap(checkPrompt)
