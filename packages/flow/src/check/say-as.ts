import { splitTemplate } from '../cel/template.js'
import type { FlowProblem } from '../contract/compiled.js'
import { hasSayAs } from '../machine/spoken.js'
import { nodeProblem, quoted, warning } from './problem.js'
import type { FlowView, NodeView } from './view.js'

/** Functions whose words differ by language; digits and letters one by one are read by any voice. */
const sayAsCall = /\b(money|date|time|phone|number|ordinal)\s*\(/

const wordsOf = (text: string): string | undefined =>
  splitTemplate(text)
    .flatMap((piece) => (typeof piece === 'string' ? [] : [sayAsCall.exec(piece.expression)?.[1]]))
    .find((name) => name !== undefined)

const checkNode = ({ node, parts }: NodeView): FlowProblem[] =>
  parts.prompts.flatMap(({ path, prompt }) =>
    Object.entries(prompt).flatMap(([language, variants]) => {
      if (hasSayAs(language)) return []
      const name = variants.map((variant) => wordsOf(typeof variant === 'string' ? variant : 'ssml' in variant ? variant.ssml : '')).find((found) => found !== undefined)
      if (name === undefined) return []
      const message = `${quoted(node)} says a value by ${name}() in ${language}, for which there are no words yet: it is said as plain digits.`
      return [warning(nodeProblem('FLOW_SAY_AS_PLAIN', node, `${path}.${language}`, message, `Word the value for ${language} in the prompt itself, or let a request supply its text.`))]
    }),
  )

/** Values are said in words of the prompt's language. */
export const checkSayAs = (view: FlowView): FlowProblem[] => view.nodes.flatMap(checkNode)
