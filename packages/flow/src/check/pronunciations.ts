import type { FlowProblem } from '../contract/compiled.js'
import { flowProblem, warning } from './problem.js'
import type { FlowView } from './view.js'

/** Every word has one pronunciation in a language, and the flow speaks that language. */
export const checkPronunciations = ({ document: { pronunciations, languages } }: FlowView): FlowProblem[] =>
  Object.entries(pronunciations).flatMap(([language, list]) => {
    const path = `pronunciations.${language}`
    const unspoken = languages.includes(language)
      ? []
      : [{ ...warning(flowProblem('FLOW_PRONUNCIATION_UNUSED', `The flow has pronunciations for ${language}, and does not speak it.`, `Remove them, or add ${language} to the languages of the flow.`)), path }]
    const twice = list.flatMap(({ text }, index) =>
      list.findIndex((other) => other.text === text) < index
        ? [{ ...flowProblem('FLOW_PRONUNCIATION_DUPLICATE', `"${text}" has two pronunciations in ${language}.`, 'Keep one of them.'), path: `${path}.${index}` }]
        : [],
    )
    return [...unspoken, ...twice]
  })
