import { repeatedBranches } from '../../check/branches.js'
import { field } from '../../check/field-labels.js'
import { noParts, promptPart, retryPart, type NodeParts } from '../../check/parts.js'
import { nodeProblem, quoted, quotedZh, warning } from '../../check/problem.js'
import type { FlowProblem } from '../../contract/compiled.js'
import { said } from '../../contract/said.js'
import type { KnowledgeNode } from './schema.js'

const empty = (node: KnowledgeNode): FlowProblem[] => {
  if (node.faq.length > 0 || node.faqFile !== undefined) return []
  const problem = nodeProblem(
    'FLOW_FAQ_EMPTY',
    node,
    'faq',
    said(`${quoted(node)} has no question that it could answer.`, `${quotedZh(node)}没有任何可以回答的问题。`),
    said(`Add some under ${field('knowledge.faq').en}, or name a list in ${field('knowledge.faqFile').en}.`, `请在${field('knowledge.faq').zh}中添加条目，或填写${field('knowledge.faqFile').zh}。`),
  )
  return node.source === 'llm' ? [warning(problem)] : [problem]
}

const entryTwice = (node: KnowledgeNode): FlowProblem[] =>
  node.faq.flatMap(({ id }, index) =>
    node.faq.findIndex((entry) => entry.id === id) < index
      ? [
          nodeProblem(
            'FLOW_FAQ_DUPLICATE',
            node,
            `faq.${index}.id`,
            said(`${quoted(node)} has two entries "${id}".`, `${quotedZh(node)}有两个知识条目“${id}”。`),
            said('Give one of them another short name.', '请为其中一个换一个标识。'),
            { entries: [id] },
          ),
        ]
      : [],
  )

const normal = (question: string): string => question.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()

/** The same words cannot ask for two answers. */
const questionTwice = (node: KnowledgeNode): FlowProblem[] => {
  const owners = new Map<string, string>()
  return node.faq.flatMap(({ id, questions }, index) =>
    Object.entries(questions).flatMap(([language, texts]) =>
      texts.flatMap((text) => {
        const key = `${language} ${normal(text)}`
        const owner = owners.get(key)
        owners.set(key, owner ?? id)
        if (owner === undefined || owner === id) return []
        const message = said(
          `${quoted(node)} has the question "${text}" in its entries "${owner}" and "${id}".`,
          `${quotedZh(node)}的知识条目“${owner}”和“${id}”有相同的问法“${text}”。`,
        )
        return [nodeProblem('FLOW_FAQ_DUPLICATE', node, `faq.${index}.questions.${language}`, message, said('Keep it in one of them.', '请只在其中一个条目中保留。'), { entries: [owner, id], question: text })]
      }),
    ),
  )
}

export const knowledgeParts = (node: KnowledgeNode): NodeParts => ({
  ...noParts,
  waits: true,
  prompts: [
    ...promptPart('prompt', node.prompt),
    ...node.faq.flatMap(({ answer }, index) => promptPart(`faq.${index}.answer`, answer)),
    ...promptPart('filler', node.filler),
    ...promptPart('more', node.more),
    ...retryPart('noInput', node.noInput),
    ...retryPart('noMatch', node.noMatch),
    ...promptPart('noAnswer.prompts', node.noAnswer.prompts),
  ],
  templates: node.instructions === undefined ? [] : [{ path: 'instructions', text: node.instructions, sees: {} }],
  intents: node.branches.map(({ on }, index) => ({ path: `branches.${index}.on`, intent: on })),
  problems: [...empty(node), ...entryTwice(node), ...questionTwice(node), ...repeatedBranches(node)],
})
