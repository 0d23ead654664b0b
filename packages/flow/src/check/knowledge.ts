import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import { faqsOf } from '../faq/with-faqs.js'
import { field } from './field-labels.js'
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
            `${quoted(node)} answers from the list of questions "${id}", and there is no usable one of that id.`,
            `${quotedZh(node)}使用知识库“${id}”，但没有可用的同名知识库。`,
          ),
          said(`Name another list in ${field('knowledge.faqFile').en}, or create ${id}.faq.json beside the flow.`, `请在${field('knowledge.faqFile').zh}中改用其他知识库，或在流程文件旁创建 ${id}.faq.json。`),
          { faq: id },
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
                { language },
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
                `${quoted(node)} lets a language model answer, and this installation has none: every question goes to where there is no answer.`,
                `${quotedZh(node)}由大模型回答，但本系统没有配置大模型：所有问题都会走兜底出口。`,
              ),
              said(
                `Let the list answer word for word in ${field('knowledge.source').en}, or have a model set up (KNOWLEDGE_CHAT_URL, KNOWLEDGE_CHAT_MODEL).`,
                `请在${field('knowledge.source').zh}中改为用知识库原文回答，或请管理员配置大模型（KNOWLEDGE_CHAT_URL、KNOWLEDGE_CHAT_MODEL）。`,
              ),
            ),
          ),
        ]
      : [],
  )

/** What nodes answer from is there, can be asked for, and is served by somebody. */
export const checkKnowledge = (view: FlowView): FlowProblem[] => [...unknownFiles(view), ...unaskable(view), ...withoutModel(view)]
