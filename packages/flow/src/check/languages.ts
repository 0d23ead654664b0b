import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import { field } from './field-labels.js'
import { nodeProblem, quoted, quotedZh } from './problem.js'
import type { FlowView, NodeView } from './view.js'

const unknownLanguage = ({ document: { languages } }: FlowView, { node }: NodeView): FlowProblem[] =>
  node.kind === 'set' && node.language !== undefined && !languages.includes(node.language)
    ? [
        nodeProblem(
          'FLOW_LANGUAGE_UNKNOWN',
          node,
          'language',
          said(`${quoted(node)} switches to ${node.language}, which is no language of the flow.`, `${quotedZh(node)}切换到 ${node.language}，但流程不支持该语言。`),
          said(`Choose one of ${languages.join(', ')} in ${field('set.language').en}, or add the language to the flow.`, `请在${field('set.language').zh}中选择 ${languages.join('、')}，或为流程添加该语言。`),
          { language: node.language },
        ),
      ]
    : []

/** Every prompt is there in every language of the flow, and no other language is switched to. */
export const checkLanguages = (view: FlowView): FlowProblem[] =>
  view.nodes.flatMap((each) => {
    const { node, parts } = each
    return unknownLanguage(view, each).concat(parts.prompts.flatMap(({ path, prompt }) =>
      view.document.languages
        .filter((language) => (prompt[language] ?? []).length === 0)
        .map((language) =>
          nodeProblem(
            'FLOW_LANGUAGE_MISSING',
            node,
            `${path}.${language}`,
            said(`A prompt of ${quoted(node)} is missing in ${language}.`, `${quotedZh(node)}的话术缺少 ${language} 版本。`),
            said('Add it, or remove the language from the flow.', '请补充，或从流程中移除该语言。'),
            { language },
          ),
        ),
    ))
  })
