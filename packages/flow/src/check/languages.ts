import type { FlowProblem } from '../contract/compiled.js'
import { nodeProblem, quoted } from './problem.js'
import type { FlowView, NodeView } from './view.js'

const unknownLanguage = ({ document }: FlowView, { node }: NodeView): FlowProblem[] =>
  node.kind === 'set' && node.language !== undefined && !document.languages.includes(node.language)
    ? [nodeProblem('FLOW_LANGUAGE_UNKNOWN', node, 'language', `${quoted(node)} switches to ${node.language}, which is no language of the flow.`, `Choose one of ${document.languages.join(', ')}, or add the language to the flow.`)]
    : []

/** Every prompt is there in every language of the flow, and no other language is switched to. */
export const checkLanguages = (view: FlowView): FlowProblem[] =>
  view.nodes.flatMap((each) => {
    const { node, parts } = each
    return unknownLanguage(view, each).concat(parts.prompts.flatMap(({ path, prompt }) =>
      view.document.languages
        .filter((language) => (prompt[language] ?? []).length === 0)
        .map((language) => nodeProblem('FLOW_LANGUAGE_MISSING', node, `${path}.${language}`, `A prompt of ${quoted(node)} is missing in ${language}.`, 'Add it, or remove the language from the flow.')),
    ))
  })
