import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import { faqsOf } from '../faq/with-faqs.js'
import { nodeProblem, quoted, quotedZh, warning } from './problem.js'
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
          said(
            `${quoted(node)} answers from the list of questions "${id}", and there is no good one of that id.`,
            `${quotedZh(node)}使用知识库“${id}”，但没有可用的同名知识库。`,
          ),
          said(`Put ${id}.faq.json beside the flow, or name another list.`, `请将 ${id}.faq.json 放在流程文件旁边，或改用其他知识库。`),
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
                said(`The entry "${id}" of ${quoted(node)} has no question in ${language}.`, `${quotedZh(node)}的知识条目“${id}”没有 ${language} 的问法。`),
                said('Add one, or remove the language from the flow.', '请补充问法，或从流程中移除该语言。'),
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
              said(
                `${quoted(node)} lets a model answer, and this installation has none: every question takes the way "fallback".`,
                `${quotedZh(node)}由大模型回答，但本系统没有配置大模型：所有问题都会走兜底出口（fallback）。`,
              ),
              said(
                'Set KNOWLEDGE_CHAT_URL and KNOWLEDGE_CHAT_MODEL, or let the entries answer as they stand.',
                '请设置 KNOWLEDGE_CHAT_URL 和 KNOWLEDGE_CHAT_MODEL，或改为直接用知识条目回答。',
              ),
            ),
          ),
        ]
      : [],
  )

/** What nodes answer from is there, can be asked for, and is served by somebody. */
export const checkKnowledge = (view: FlowView): FlowProblem[] => [...unknownFiles(view), ...unaskable(view), ...withoutModel(view)]
