import { splitTemplate } from '../cel/template.js'
import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
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
    const message = said(
      `A value is said by ${name}() in ${language} by ${place.en}, and there are no words for it in that language yet: it is said as plain digits.`,
      `${place.zh}在 ${language} 下用 ${name}() 播报数值，但该语言还没有对应的读法，只能按普通数字播报。`,
    )
    const wayOut = said(
      `Word the value for ${language} in the prompt itself, or let a request supply its text.`,
      `请直接在 ${language} 话术中写出读法，或由接口返回该文本。`,
    )
    return [warning(problem('FLOW_SAY_AS_PLAIN', `${path}.${language}`, message, wayOut, { language, reading: name }))]
  })

/** Values are said in words of the prompt's language. */
export const checkSayAs = (view: FlowView): FlowProblem[] => spokenPrompts(view).flatMap(checkPrompt)
