import { flowProblem } from '../check/problem.js'
import { said, type Said } from '../contract/said.js'
import type { FlowProblem } from '../contract/compiled.js'
import { exampleOf, unconfirmedExample } from '../prove/counter-example.js'
import type { FoundBreach } from './find-breaches.js'
import type { BrokenProperty } from './properties.js'
import type { RuleNode, RuleView } from './rule-view.js'
import type { Rule } from './schema.js'

const at = (node: RuleNode | undefined): Said =>
  node === undefined ? said('', '') : said(` at "${node.node.name}" (${node.id})`, `在“${node.node.name}”（${node.id}）处`)

const nodeOf = (node: RuleNode | undefined): Pick<FlowProblem, 'nodeId'> => (node === undefined ? {} : { nodeId: node.id })

const wayOut = said('Lead the conversation that is told another way, or change the rule in rules.json.', '请让列出的这段对话走别的路径，或者修改 rules.json 中的规则。')

export const breachProblem = (rule: Rule, { breach, shown }: FoundBreach, view: RuleView): FlowProblem => {
  const node = breach.node === undefined ? undefined : view.nodes.get(breach.node)
  const { en, zh } = at(node)
  const doubt = shown === undefined ? said(' No call was found that does so: it may hold nonetheless.', '没有找到这样的实际通话：规则也可能是成立的。') : said('', '')
  return {
    ...flowProblem(
      'FLOW_RULE_BROKEN',
      said(
        `A call can break the rule "${rule.name.en}" (${rule.id})${en}: ${rule.sentence.en}${doubt.en}`,
        `通话${zh}可能违反规则“${rule.name.zh}”（${rule.id}）：${rule.sentence.zh}${doubt.zh}`,
      ),
      wayOut,
    ),
    severity: shown === undefined ? 'warning' : rule.severity,
    ...nodeOf(node),
    rule: rule.id,
    counterExample: shown === undefined ? unconfirmedExample(breach.steps) : exampleOf(shown),
    ...(shown === undefined ? { unproven: true as const } : {}),
  }
}

export const propertyProblem = (rule: Rule, { node, field, wanted, found }: BrokenProperty): FlowProblem => {
  const { en, zh } = at(node)
  return {
    ...flowProblem(
      'FLOW_RULE_BROKEN',
      said(
        `The rule "${rule.name.en}" (${rule.id}) is broken${en}: ${rule.sentence.en} "${field}" is ${JSON.stringify(found)}.`,
        `${zh}违反规则“${rule.name.zh}”（${rule.id}）：${rule.sentence.zh}“${field}”为 ${JSON.stringify(found)}。`,
      ),
      said(`Let "${field}" be ${JSON.stringify(wanted)}, or change the rule in rules.json.`, `请把“${field}”改为 ${JSON.stringify(wanted)}，或者修改 rules.json 中的规则。`),
    ),
    severity: rule.severity,
    ...nodeOf(node),
    path: field,
    rule: rule.id,
  }
}

/** The chart has more ways than can be gone through. */
export const notGoneThrough = (rule: Rule): FlowProblem => ({
  ...flowProblem(
    'FLOW_RULE_BROKEN',
    said(
      `Whether calls keep the rule "${rule.name.en}" (${rule.id}) could not be proven: the flow has more ways than can be gone through.`,
      `无法证明通话都遵守规则“${rule.name.zh}”（${rule.id}）：流程的路径太多，无法全部检查。`,
    ),
    said('Split the flow, or look at fewer variables in its conditions.', '请拆分流程，或者减少条件中用到的变量。'),
  ),
  severity: 'warning',
  rule: rule.id,
  unproven: true,
})
