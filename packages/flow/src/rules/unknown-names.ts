import { flowProblem } from '../check/problem.js'
import { said, type Said } from '../contract/said.js'
import type { FlowProblem } from '../contract/compiled.js'
import type { FlowDocument } from '../document/schema.js'
import { nodeSchemas, type FlowNode } from '../nodes/schemas.js'
import { keyIntentNames } from '../compile/router.js'
import type { EffectSelector } from './effect-selector.js'
import { selectorsOfRule, type Rule } from './schema.js'
import { selectorsIn, type Selector } from './selector.js'
import { namedWays, namesOfWay } from './way-names.js'

/** A name that a rule takes from the flows, and what it is the name of. */
interface Named {
  readonly what: keyof typeof kindsOfName
  readonly name: string
}

const kindsOfName = {
  mark: said('the mark', '标记'),
  way: said('the way out', '出口'),
  tag: said('the tag', '标签'),
  queue: said('the queue', '技能组'),
  calendar: said('the calendar', '日历'),
  mailbox: said('the mailbox', '留言箱'),
  flow: said('the flow', '流程'),
  cause: said('the cause of hanging up', '结束原因'),
  field: said('the field', '字段'),
} as const satisfies Record<string, Said>

const tagsOf = (node: FlowNode): readonly string[] => {
  if (node.kind === 'tag') return [node.tag]
  if (node.kind === 'menu') return node.choices.flatMap(({ tags }) => tags)
  return node.kind === 'ask' || node.kind === 'knowledge' ? node.branches.flatMap(({ tags }) => tags) : []
}

const textAt = (node: FlowNode, field: string): string[] => {
  const value: unknown = Reflect.get(node, field)
  return typeof value === 'string' ? [value] : []
}

/** Every name that the nodes of some flows give to a thing. */
const namesIn = (flows: readonly FlowDocument[], what: keyof typeof kindsOfName): ReadonlySet<string> => {
  const nodes = flows.flatMap((flow) => flow.nodes)
  if (what === 'mark') return new Set(nodes.flatMap(({ marks }) => marks))
  if (what === 'way') return new Set([...keyIntentNames, ...nodes.flatMap((node) => namedWays(node).flatMap(namesOfWay)), 'affirm', 'deny'])
  if (what === 'tag') return new Set(nodes.flatMap(tagsOf))
  if (what === 'field') return new Set(Object.values(nodeSchemas).flatMap(({ shape }) => Object.keys(shape)))
  return new Set(nodes.filter(({ kind }) => what !== 'flow' || kind === 'jump').flatMap((node) => textAt(node, what)))
}

const inEffect = (effect: EffectSelector): Named[] =>
  (['tag', 'queue', 'calendar', 'mailbox', 'flow', 'cause'] as const).flatMap((what) => {
    const name: unknown = Reflect.get(effect, what)
    return typeof name === 'string' ? [{ what, name }] : []
  })

const inSelector = ({ mark, way, tag, effect }: Selector): Named[] => [
  ...(mark === undefined ? [] : [{ what: 'mark' as const, name: mark }]),
  ...(way === undefined ? [] : [{ what: 'way' as const, name: way }]),
  ...(tag === undefined ? [] : [{ what: 'tag' as const, name: tag }]),
  ...(effect === undefined ? [] : inEffect(effect)),
]

const namesOf = (rule: Rule): Named[] => [
  ...selectorsOfRule(rule).flatMap(selectorsIn).flatMap(inSelector),
  ...('is' in rule.statement ? Object.keys(rule.statement.is).map((name): Named => ({ what: 'field', name })) : []),
]

const namesNothing = (rule: Rule, { what, name }: Named): FlowProblem => {
  const kind = kindsOfName[what]
  return {
    ...flowProblem(
      'FLOW_RULE_NAMES_NOTHING',
      said(`The rule "${rule.name.en}" (${rule.id}) names ${kind.en} "${name}", and no flow has it: it watches nothing there.`, `规则“${rule.name.zh}”（${rule.id}）提到${kind.zh}“${name}”，但没有流程用到它：这一条等于没有检查。`),
      said('Correct the name, give it to a node, or remove the rule.', '请更正名称，或者在节点上使用它，或者删除这条规则。'),
    ),
    severity: 'warning',
    path: rule.id,
  }
}

/** What rules name and none of the flows has: a misspelt mark would let every flow pass. */
export const unknownNames = (rules: readonly Rule[], flows: readonly FlowDocument[]): FlowProblem[] => {
  const known = new Map<Named['what'], ReadonlySet<string>>()
  const isKnown = ({ what, name }: Named): boolean => {
    const names = known.get(what) ?? namesIn(flows, what)
    known.set(what, names)
    return names.has(name)
  }
  return rules.flatMap((rule) => {
    const missing = namesOf(rule).filter((named) => !isKnown(named))
    const once = new Map(missing.map((named) => [`${named.what} ${named.name}`, named]))
    return [...once.values()].map((named) => namesNothing(rule, named))
  })
}
