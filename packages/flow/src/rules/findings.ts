import { advancedPart, field } from '../check/field-labels.js'
import { flowProblem } from '../check/problem.js'
import { said, type Said } from '../contract/said.js'
import type { FlowProblem } from '../contract/compiled.js'
import { exampleOf, unconfirmedExample } from '../prove/counter-example.js'
import type { FoundBreach } from './find-breaches.js'
import type { BrokenProperty } from './properties.js'
import type { RuleNode, RuleView } from './rule-view.js'
import type { Rule } from './schema.js'
import { selectorsIn } from './selector.js'

const at = (node: RuleNode | undefined): Said =>
  node === undefined ? said('', '') : said(` at "${node.node.name}" (${node.id})`, `在“${node.node.name}”（${node.id}）处`)

const nodeOf = (node: RuleNode | undefined): Pick<FlowProblem, 'nodeId'> => (node === undefined ? {} : { nodeId: node.id })

const otherWay = said('Lead the conversation that is told another way, or change the rule in rules.json.', '请让列出的这段对话走别的路径，或者修改 rules.json 中的规则。')

/** Meanings of nodes one of which the rule wants to have come first. */
const marksWanted = ({ statement }: Rule): readonly string[] => ('first' in statement ? [...new Set(selectorsIn(statement.first).flatMap(({ mark }) => mark ?? []))] : [])

/** A rule knows what a node does by its marks alone: where the node is there, it may only lack its mark. */
const wayOutOf = (marks: readonly string[]): Said => {
  const [enMarks, zhMarks] = [marks.map((mark) => `"${mark}"`).join(' or '), marks.map((mark) => `“${mark}”`).join('或')]
  return marks.length === 0
    ? otherWay
    : said(
        `Where a node does this already, write ${enMarks} into its ${field('any.marks').en} under ${advancedPart.en}; otherwise put such a node before this one.`,
        `如果已有节点这样做，请在该节点${advancedPart.zh}的${field('any.marks').zh}中填写${zhMarks}；否则请在此之前加一个这样的节点。`,
      )
}

export const breachProblem = (rule: Rule, { breach, shown }: FoundBreach, view: RuleView): FlowProblem => {
  const node = breach.node === undefined ? undefined : view.nodes.get(breach.node)
  const { en, zh } = at(node)
  const marks = marksWanted(rule)
  const doubt = shown === undefined ? said(' No call was found that does so: it may hold nonetheless.', '没有找到这样的实际通话：规则也可能是成立的。') : said('', '')
  return {
    ...flowProblem(
      'FLOW_RULE_BROKEN',
      said(
        `A call can break the rule "${rule.name.en}" (${rule.id})${en}: ${rule.sentence.en}${doubt.en}`,
        `通话${zh}可能违反规则“${rule.name.zh}”（${rule.id}）：${rule.sentence.zh}${doubt.zh}`,
      ),
      wayOutOf(marks),
      { marks },
    ),
    ...(node !== undefined && marks.length > 0 && { path: 'marks' }),
    severity: shown === undefined ? 'warning' : rule.severity,
    ...nodeOf(node),
    rule: rule.id,
    counterExample: shown === undefined ? unconfirmedExample(breach.steps) : exampleOf(shown),
    ...(shown === undefined ? { unproven: true as const } : {}),
  }
}

export const propertyProblem = (rule: Rule, { node, field: name, wanted, found }: BrokenProperty): FlowProblem => {
  const { en, zh } = at(node)
  return {
    ...flowProblem(
      'FLOW_RULE_BROKEN',
      said(
        `The rule "${rule.name.en}" (${rule.id}) is broken${en}: ${rule.sentence.en} "${name}" is ${JSON.stringify(found)}.`,
        `${zh}违反规则“${rule.name.zh}”（${rule.id}）：${rule.sentence.zh}“${name}”为 ${JSON.stringify(found)}。`,
      ),
      said(`Let "${name}" be ${JSON.stringify(wanted)}, or change the rule in rules.json.`, `请把“${name}”改为 ${JSON.stringify(wanted)}，或者修改 rules.json 中的规则。`),
      { marks: [] },
    ),
    severity: rule.severity,
    ...nodeOf(node),
    path: name,
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
    { marks: [] },
  ),
  severity: 'warning',
  rule: rule.id,
  unproven: true,
})
