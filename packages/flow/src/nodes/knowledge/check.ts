import { noParts, promptPart, retryPart, type NodeParts } from '../../check/parts.js'
import { nodeProblem, quoted, warning } from '../../check/problem.js'
import type { FlowProblem } from '../../contract/compiled.js'
import type { KnowledgeNode } from './schema.js'

const empty = (node: KnowledgeNode): FlowProblem[] => {
  if (node.faq.length > 0 || node.faqFile !== undefined) return []
  const problem = nodeProblem('FLOW_FAQ_EMPTY', node, 'faq', `${quoted(node)} has no question that it could answer.`, 'Add questions with their answers, or name a file of them.')
  return node.source === 'llm' ? [warning(problem)] : [problem]
}

const entryTwice = (node: KnowledgeNode): FlowProblem[] =>
  node.faq.flatMap(({ id }, index) =>
    node.faq.findIndex((entry) => entry.id === id) < index
      ? [nodeProblem('FLOW_FAQ_DUPLICATE', node, `faq.${index}.id`, `${quoted(node)} has two entries "${id}".`, 'Give one of them another id.')]
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
        const message = `${quoted(node)} has the question "${text}" in its entries "${owner}" and "${id}".`
        return [nodeProblem('FLOW_FAQ_DUPLICATE', node, `faq.${index}.questions.${language}`, message, 'Keep it in one of them.')]
      }),
    ),
  )
}

const branchTwice = (node: KnowledgeNode): FlowProblem[] =>
  node.branches.flatMap(({ on }, index) =>
    node.branches.findIndex((branch) => branch.on === on) < index
      ? [nodeProblem('FLOW_BRANCH_DUPLICATE', node, `branches.${index}.on`, `Question ${quoted(node)} branches on "${on}" twice: the second branch is never taken.`, 'Remove one of the two.')]
      : [],
  )

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
  problems: [...empty(node), ...entryTwice(node), ...questionTwice(node), ...branchTwice(node)],
})
