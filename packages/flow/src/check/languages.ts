import type { FlowProblem } from '../contract/compiled.js'
import { nodeProblem, quoted } from './problem.js'
import type { FlowView } from './view.js'

/** Every prompt is there in every language of the flow. */
export const checkLanguages = (view: FlowView): FlowProblem[] =>
  view.nodes.flatMap(({ node, parts }) =>
    parts.prompts.flatMap(({ path, prompt }) =>
      view.document.languages
        .filter((language) => (prompt[language] ?? []).length === 0)
        .map((language) => nodeProblem('FLOW_LANGUAGE_MISSING', node, `${path}.${language}`, `A prompt of ${quoted(node)} is missing in ${language}.`, 'Add it, or remove the language from the flow.')),
    ),
  )
