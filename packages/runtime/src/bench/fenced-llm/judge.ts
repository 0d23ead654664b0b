import { builtInIntents } from '@callchart/protocol'
import { findSubflow, type FlowDocument, type FlowNode, type FlowResources } from '@callchart/flow'
import type { NewEvent } from '../../call/entries.js'
import type { CallState, OpenTurn } from '../../call/state.js'

/** A node by its path in the chart, and the flow that it stands in. */
interface Place {
  readonly document: FlowDocument
  readonly node: FlowNode
  readonly isMain: boolean
}

function placeOf(path: string, main: FlowDocument, resources: FlowResources): Place {
  let document = main
  const [last = '', ...sites] = path.split('.').toReversed()
  for (const site of sites.toReversed()) {
    const node = document.nodes.find(({ id }) => id === site)
    const inner = node?.kind === 'subflow' ? findSubflow(node, resources) : undefined
    if (inner === undefined) throw new Error(`${path} is nowhere`)
    document = inner
  }
  const node = document.nodes.find(({ id }) => id === last)
  if (node === undefined) throw new Error(`${path} is nowhere`)
  return { document, node, isMain: sites.length === 0 }
}

/** Names of a branch or a choice, as they stand in the document. */
function branchesOf(node: FlowNode): string[] {
  const lists = [('branches' in node ? node.branches : []) as readonly object[], ('choices' in node ? node.choices : []) as readonly object[]]
  return lists.flat().flatMap((each) => ('on' in each && typeof each.on === 'string' ? [each.on] : []))
}

/** What a kind of node understands beside its branches. */
const ownAnswers: Partial<Record<FlowNode['kind'], readonly string[]>> = { collect: ['affirm', 'deny'], knowledge: ['affirm', 'deny', 'refuse'] }

const isBuiltIn = (intent: string): boolean => (builtInIntents as readonly string[]).includes(intent)

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** The right form of a value of each type, and of free text that it was said; a further type is judged by the machine alone. */
const valueForms: Readonly<Record<string, (value: unknown, said: string) => boolean>> = {
  digits: (value) => typeof value === 'string' && /^\d+$/.test(value),
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  date: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toISOString().startsWith(value),
  time: (value) => typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
  text: (value, said) => typeof value === 'string' && value !== '' && lettersOf(said).includes(lettersOf(value)),
}

function isRightValue(event: Extract<NewEvent, { type: 'value.understood' }>, node: FlowNode): boolean {
  if (node.kind === 'knowledge') return valueForms.text?.(event.value, event.text) === true
  if (node.kind !== 'collect') return false
  const count = typeof event.value === 'string' ? event.value.length : 0
  const isInBounds = node.valueType !== 'digits' || (count >= node.minCount && count <= node.maxCount)
  return isInBounds && (valueForms[node.valueType]?.(event.value, event.text) ?? true)
}

function isRightIntent(event: Extract<NewEvent, { type: 'utterance.understood' }>, { document, node, isMain }: Place): boolean {
  const nameOf = (intent: string): string => (isMain || isBuiltIn(intent) ? intent : `${document.id}/${intent}`)
  const enabled = [...branchesOf(node), ...(ownAnswers[node.kind] ?? [])]
  const named = enabled.find((intent) => nameOf(intent) === event.intent)
  const declared = named === undefined || isBuiltIn(named) ? {} : (document.intents[named]?.slots ?? {})
  return named !== undefined && Object.keys(event.slots).every((slot) => Object.hasOwn(declared, slot))
}

/**
 * Whether an event is one that the flow's **document** enables at the turn's question. It knows nothing of fences, charts and expectations:
 * whoever is judged is not who judges.
 */
export function isEnabledByDocument(event: NewEvent, turn: OpenTurn, main: FlowDocument, resources: FlowResources): boolean {
  switch (event.type) {
    case 'utterance.understood':
      return isRightIntent(event, placeOf(turn.effect.nodeId, main, resources))
    case 'value.understood':
      return isRightValue(event, placeOf(turn.effect.nodeId, main, resources).node)
    case 'key-intent.heard':
      return (main.keyIntents as Readonly<Record<string, { enabled: boolean } | undefined>>)[event.keyIntent]?.enabled === true
    case 'auxiliary.heard':
      return main.auxiliary.some(({ intent }) => intent === event.intent)
    case 'utterance.not-understood':
      return true
    default:
      return false
  }
}

/** Whether the machine has just taken the last event as one that fits nothing. */
export function wasNoMatch({ snapshot }: CallState): boolean {
  const { again } = (snapshot as unknown as { context: { again: { reason: string } | null } }).context
  return again !== null && /noMatch$/i.test(again.reason)
}
