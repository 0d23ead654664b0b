import type { CallEvent } from '../../contract/events.js'
import type { PromptVariant } from '../../document/prompt.js'
import type { FlowNode } from '../../nodes/schemas.js'
import type { NodeInput } from '../driven-chart.js'
import { baseFlow } from './bases.js'
import { chartOf, contextOf, pass, type Passage } from './call-point.js'
import { Dice } from './dice.js'
import { isConfirmed, withoutReturning } from './evidence/confirm.js'
import { sameEvent, searchCall, type Watch } from './evidence/search.js'
import { comesTo } from './evidence/watches.js'
import { holdoutTriples } from './holdout-triples.js'
import type { LibraryFlow } from './library-flow.js'
import { among, drawnFrom, freeId, inserted, nodesOf, questionsOf, sayInput, says, withDocument, withNewNodes, withNode } from './mutators/edit.js'
import { isRead } from './mutators/variables.js'
import { openEvents, startsOf } from './open-events.js'
import { triplesOf, type Triple } from './triples.js'

interface Held {
  readonly flow: LibraryFlow
  readonly nodes: readonly string[]
  readonly confirm: () => boolean
}

export interface HoldoutKind {
  readonly name: string
  readonly family: string
  readonly meaning: string
  readonly mutate: (flow: LibraryFlow, dice: Dice) => Held | undefined
}

/** A flow with a defect of a kind that no other list holds. */
export interface HoldoutDefect extends Held {
  readonly id: string
  readonly kind: string
  readonly family: string
  readonly meaning: string
}

type Speaking = Extract<FlowNode, { prompt: unknown }>

const textOf = (variants: readonly PromptVariant[] | undefined): string => {
  const [first] = variants ?? []
  return typeof first === 'string' ? first : (first?.text ?? '')
}

/** What stands before the first value in a text. */
const beginningOf = (variants: readonly PromptVariant[] | undefined): string => textOf(variants).split('{{')[0]?.slice(0, 12) ?? ''

const saysForeign = (beginning: string, language: string): Watch => ({
  begin: '',
  next: (_, { effects, to }) => {
    const prompts = effects.flatMap((effect) => (effect.type === 'turn.start' ? effect.prompts : []))
    return contextOf(to).language === language && prompts.some((prompt) => prompt.language !== language && prompt.text.startsWith(beginning)) ? true : ''
  },
})

const hearsForeign = (flow: LibraryFlow, beginning: string, language: string): boolean => {
  const chart = chartOf(withoutReturning(flow))
  const begins = startsOf(chart).map((started) => ({ ...started, call: { ...started.call, variables: { language } } }))
  return searchCall(chart, saysForeign(beginning, language), { begins }) !== undefined
}

const speaking = (flow: LibraryFlow): Speaking[] => {
  const drawn = drawnFrom(flow)
  return nodesOf(flow, 'say', 'ask', 'menu', 'collect', 'voicemail').filter(({ id, prompt }) => drawn.has(id) && flow.document.languages.every((language) => beginningOf(prompt[language]).length > 3))
}

const failing = (flow: LibraryFlow, nodes: readonly string[]): Held => ({ flow, nodes, confirm: () => isConfirmed(flow, { type: 'fails', code: 'FLOW_EXPRESSION_FAILED' }) })

/** Values that a call can have and that an expression cannot take. */
const failures: readonly ((flow: LibraryFlow, dice: Dice) => Held | undefined)[] = [
  (flow, dice) => {
    const names = Object.entries(flow.document.variables).filter(([, { type }]) => type === 'number' || type === 'date' || type === 'boolean')
    const [name] = among(dice, names) ?? []
    const question = among(dice, questionsOf(flow))
    if (name === undefined || question === undefined) return undefined
    const id = freeId(flow, 'prepare')
    return failing(inserted(flow, question.id, [{ id, kind: 'set', name: 'Prepare', assign: [{ variable: name, value: '"soon"' }], next: question.id }]), [id])
  },
  (flow, dice) => {
    const collect = among(dice, nodesOf(flow, 'collect'), ({ valueType, next }) => (valueType === 'digits' || valueType === 'phone') && next !== undefined)
    if (collect?.next === undefined) return undefined
    const id = freeId(flow, 'readBack')
    const say: NodeInput = { id, kind: 'say', name: 'Read back', prompt: says(flow, `That is {{ date(${collect.variable}) }}.`, `是{{ date(${collect.variable}) }}。`), next: collect.next }
    return failing(withNewNodes(withNode(flow, { ...collect, next: id }), say), [id])
  },
  (flow, dice) => {
    const collect = among(dice, nodesOf(flow, 'collect'), ({ valueType, next, validation }) => valueType === 'number' && next !== undefined && validation === undefined)
    if (collect?.next === undefined) return undefined
    const id = freeId(flow, 'share')
    const set: NodeInput = { id, kind: 'set', name: 'Share', assign: [{ variable: 'sharePercent', value: `100 / ${collect.variable}` }], next: collect.next }
    const variables = { ...flow.document.variables, sharePercent: { type: 'number' as const, initial: 0, sensitive: false } }
    return failing(withDocument(withNewNodes(withNode(flow, { ...collect, next: id }), set), { variables }), [id])
  },
]

/** Nobody answers after the call, again and again. */
const neverOver = (flow: LibraryFlow, begin: string): boolean => {
  const chart = chartOf(withoutReturning(flow))
  const asked = questionsOf(flow)[0]?.id
  const found = asked === undefined ? undefined : searchCall(chart, comesTo(asked))?.at(-1)
  if (found === undefined) return false
  const gone: CallEvent = { type: 'caller.hung-up', cause: 'normal', at: 0 }
  let passage: Passage = pass(chart, found.to, gone)
  let tries = 0
  while (tries < 60) {
    const open = openEvents(chart, passage.to).find(({ part, event }) => part === 'failure' && event.type === 'request.failed')
    const event = open === undefined ? undefined : sameEvent(chart, passage.to, open.event)
    if (event === undefined || !JSON.stringify((passage.to.snapshot as unknown as { value: unknown }).value).includes(begin)) return false
    passage = pass(chart, passage.to, event)
    tries += 1
  }
  return passage.to.snapshot.status === 'active'
}

export const holdoutKinds: readonly HoldoutKind[] = [
  {
    name: 'words-in-one-language-only',
    family: 'missingLanguage',
    meaning: 'Who speaks the one language hears the other for a sentence.',
    mutate: (flow, dice) => {
      const { languages } = flow.document
      const node = languages.length < 2 ? undefined : among(dice, speaking(flow))
      const language = dice.pick(languages)
      const other = languages.find((each) => each !== language)
      if (node === undefined || other === undefined) return undefined
      const prompt = Object.fromEntries(Object.entries(node.prompt ?? {}).filter(([spoken]) => spoken !== language))
      const changed = withNode(flow, { ...node, prompt })
      return { flow: changed, nodes: [node.id], confirm: () => hearsForeign(changed, beginningOf(node.prompt?.[other]), language) }
    },
  },
  {
    name: 'answer-not-waited-for',
    family: 'unsetVariable',
    meaning: 'The answer of a service is said before it can have come.',
    mutate: (flow, dice) => {
      const drawn = drawnFrom(flow)
      const reads = ({ next, save }: { next?: string | undefined; save: Readonly<Record<string, string>> }): string | undefined => Object.keys(save).find((variable) => isRead(flow, next ?? '', variable))
      const request = among(dice, nodesOf(flow, 'request'), (each) => each.wait && drawn.has(each.id) && reads(each) !== undefined)
      const variable = request === undefined ? undefined : reads(request)
      if (request === undefined || variable === undefined) return undefined
      const changed = withNode(flow, { ...request, wait: false })
      return { flow: changed, nodes: [request.id, request.next ?? ''], confirm: () => isConfirmed(changed, { type: 'speaksUnset', variable }) }
    },
  },
  {
    name: 'value-that-no-expression-takes',
    family: 'stepFails',
    meaning: 'With some values, or with any, the call ends in an apology.',
    mutate: (flow, dice) => dice.pick(failures)(flow, dice),
  },
  {
    name: 'intent-on-two-branches',
    family: 'deadWay',
    meaning: 'Two branches of a question wait for the same wish: the second is never taken.',
    mutate: (flow, dice) => {
      const node = among(dice, nodesOf(flow, 'ask'), ({ branches, id }) => drawnFrom(flow).has(id) && branches.some(({ on, to }) => on !== 'anyReply' && to !== undefined))
      const branch = node === undefined ? undefined : among(dice, node.branches, ({ on, to }) => on !== 'anyReply' && to !== undefined)
      if (node === undefined || branch?.to === undefined) return undefined
      const id = freeId(flow, 'newer')
      const changed = withNewNodes(withNode(flow, { ...node, branches: [...node.branches, { on: branch.on, tags: [], to: id }] }), sayInput(flow, id, branch.to, 'This is our new service'))
      return { flow: changed, nodes: [node.id, id], confirm: () => isConfirmed(changed, { type: 'neverEntered', node: id }) }
    },
  },
  {
    name: 'never-over-after-the-call',
    family: 'endlessAfterCall',
    meaning: 'When the caller has gone and the office does not answer, the call is never over.',
    mutate: (flow) => {
      const own = nodesOf(flow, 'request').find(({ id, wait }) => wait && flow.document.onHangup !== undefined && drawnFrom(flow, [flow.document.onHangup]).has(id))
      if (flow.document.onHangup !== undefined && own?.id !== flow.document.onHangup) return undefined
      if (own !== undefined) {
        const changed = withNode(flow, { ...own, failure: own.id })
        return { flow: changed, nodes: [own.id], confirm: () => neverOver(changed, own.id) }
      }
      const [report, over] = [freeId(flow, 'report'), freeId(flow, 'reported')]
      const added = withNewNodes(flow, { id: report, kind: 'request', name: 'Report', method: 'POST', url: 'endpoint://office/reports', next: over, failure: report }, { id: over, kind: 'hangup', name: 'Over' })
      const changed = withDocument(added, { onHangup: report })
      return { flow: changed, nodes: [report], confirm: () => neverOver(changed, report) }
    },
  },
]

export const holdDefect = ([name, base, seed]: Triple): HoldoutDefect | undefined => {
  const kind = holdoutKinds.find((each) => each.name === name)
  const dice = new Dice([...`${name} ${base} ${seed}`].reduce((sum, letter) => (Math.imul(sum, 33) + letter.charCodeAt(0)) | 0, 11))
  const held = kind?.mutate(baseFlow(base), dice)
  return kind === undefined || held === undefined ? undefined : { id: `${name} ${base} ${seed}`, kind: name, family: kind.family, meaning: kind.meaning, ...held }
}

/** All defects that are held back, each confirmed by calls: the same every time. */
export const holdoutDefects = (): HoldoutDefect[] =>
  triplesOf(holdoutTriples).map((triple) => {
    const defect = holdDefect(triple)
    if (defect === undefined) throw new Error(`The triple "${triple.join(' ')}" makes no defect any more: choose the triples anew`)
    return defect
  })
