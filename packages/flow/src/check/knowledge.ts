import type { FlowProblem } from '../contract/compiled.js'
import { faqsOf } from '../faq/with-faqs.js'
import { nodeProblem, quoted, warning } from './problem.js'
import type { FlowView } from './view.js'

const unknownFiles = ({ nodes, resources: { faqs } }: FlowView): FlowProblem[] =>
  nodes.flatMap(({ node }) =>
    faqsOf(node)
      .filter((id) => faqs?.has(id) !== true)
      .map((id) =>
        nodeProblem(
          'FLOW_FAQ_UNKNOWN',
          node,
          'faqFile',
          `${quoted(node)} answers from the list of questions "${id}", and there is no good one of that id.`,
          `Put ${id}.faq.json beside the flow, or name another list.`,
        ),
      ),
  )

/** An entry is asked for in every language of the flow. */
const unaskable = ({ document, nodes }: FlowView): FlowProblem[] =>
  nodes.flatMap(({ node }) =>
    node.kind !== 'knowledge'
      ? []
      : node.faq.flatMap(({ id, questions }, index) =>
          document.languages
            .filter((language) => (questions[language] ?? []).length === 0)
            .map((language) =>
              nodeProblem(
                'FLOW_LANGUAGE_MISSING',
                node,
                `faq.${index}.questions.${language}`,
                `The entry "${id}" of ${quoted(node)} has no question in ${language}.`,
                'Add one, or remove the language from the flow.',
              ),
            ),
        ),
  )

const withoutModel = ({ nodes, resources }: FlowView): FlowProblem[] =>
  nodes.flatMap(({ node }) =>
    node.kind === 'knowledge' && node.source === 'llm' && resources.hasModel === false
      ? [
          warning(
            nodeProblem(
              'FLOW_MODEL_MISSING',
              node,
              'source',
              `${quoted(node)} lets a model answer, and this installation has none: every question takes the way "fallback".`,
              'Set KNOWLEDGE_CHAT_URL and KNOWLEDGE_CHAT_MODEL, or let the entries answer as they stand.',
            ),
          ),
        ]
      : [],
  )

/** What nodes answer from is there, can be asked for, and is served by somebody. */
export const checkKnowledge = (view: FlowView): FlowProblem[] => [...unknownFiles(view), ...unaskable(view), ...withoutModel(view)]
