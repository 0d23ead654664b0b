import { factsOf, keptBy, fieldShapes, type DraftDocument, type DraftNode, type FlowProblem, type Json } from '@callchart/flow'
import { digitKeys, valueTypes } from '@callchart/protocol'
import { blankNode, freshNodeId } from '../document/blank-node.js'
import type { Command } from '../document/command.js'
import { editFlow } from '../document/commands/flow.js'
import { addIntent, editKeyIntent } from '../document/commands/intents.js'
import { addNode, changeNode, disconnect, editNode, nodeIn } from '../document/commands/nodes.js'
import { addVariable, changeVariableType, editVariable } from '../document/commands/variables.js'
import { isObject, valueAt, withValueAt } from '../document/node-fields.js'
import { isVariableName } from '../document/variable-name.js'
import { fieldPath, schemaPath } from './fields/field-path.js'
import { fieldOfProblem } from './problem-words.js'

/** What a fix does: keys of its text. */
export type FixLabel =
  | 'declareVariable'
  | 'changeType'
  | 'addIntent'
  | 'disconnect'
  | 'beginFalse'
  | 'swapCounts'
  | 'nextKey'
  | 'noKey'
  | 'addChoice'
  | 'noRetry'
  | 'removeBranch'
  | 'keepLess'
  | 'presentVersion'
  | 'switchOff'
  | 'switchOn'
  | 'defaultVoice'
  | 'removeEntry'
  | 'stayInLanguage'
  | 'anyInput'
  | 'addStart'
  | 'humanByTransfer'
  | 'toBounds'
  | 'takeAway'
  | 'showDialled'
  | 'attended'

/** The one way in which a problem can be done away with. */
export interface Fix {
  readonly label: FixLabel
  readonly values?: Readonly<Record<string, string>>
  readonly command: Command
}

type Fixing = (problem: FlowProblem, document: DraftDocument) => Fix | undefined

/** A step of its own in the history, whatever was edited before. */
const once = ({ kind, apply }: Command): Command => ({ kind, apply })

const edited = ({ nodeId }: FlowProblem, at: string, next: Json | undefined): Command => once(nodeId === undefined ? editFlow(fieldPath(at), next) : editNode(nodeId, fieldPath(at), next))

const nodeOf = ({ nodeId }: FlowProblem, document: DraftDocument): DraftNode | undefined => (nodeId === undefined ? undefined : nodeIn(document, nodeId))

const fieldValue = (problem: FlowProblem, document: DraftDocument): Json | undefined => valueAt(problem.nodeId === undefined ? document : nodeOf(problem, document), fieldPath(fieldOfProblem(problem)))

/** A type that can hold what the place of a variable gives it. */
function typeWanted(problem: FlowProblem, document: DraftDocument): string {
  const at = fieldOfProblem(problem)
  const node = nodeOf(problem, document)
  if (at === 'consent' || at === 'settings.analysisConsent') return 'boolean'
  if (at === 'saveStatus') return 'number'
  const asked = node?.kind === 'collect' && at === 'variable' ? valueTypes.find((type) => type === (node.valueType ?? 'digits')) : undefined
  return asked === undefined ? 'string' : (keptBy(asked)[0] ?? 'string')
}

const declareVariable: Fixing = (problem, document) => {
  const { variable: name, flow } = factsOf(problem, 'FLOW_VARIABLE_UNKNOWN') ?? {}
  if (name === undefined || flow !== undefined || !isVariableName(name) || (isObject(document.variables) && Object.hasOwn(document.variables, name))) return undefined
  return { label: 'declareVariable', values: { name }, command: addVariable(name, { type: typeWanted(problem, document) }) }
}

const changeType: Fixing = (problem) => {
  const { variable: name, fitting = [] } = factsOf(problem, 'FLOW_VARIABLE_TYPE') ?? {}
  const [type] = fitting
  if (name === undefined || type === undefined || fitting.length > 1) return undefined
  return { label: 'changeType', values: { name, type }, command: changeVariableType(name, type) }
}

const declareIntent: Fixing = (problem) => {
  const id = factsOf(problem, 'FLOW_INTENT_UNKNOWN')?.intent
  return id === undefined || id === '' ? undefined : { label: 'addIntent', values: { name: id }, command: addIntent(id, { name: id }) }
}

const cutLoose: Fixing = (problem) => {
  const at = fieldOfProblem(problem)
  if (at === '') return undefined
  return { label: 'disconnect', command: problem.nodeId === undefined ? edited(problem, at, undefined) : disconnect({ node: problem.nodeId, path: fieldPath(at) }) }
}

const beginFalse: Fixing = (problem) => {
  const name = factsOf(problem, 'FLOW_CONSENT_PRESUMED')?.variable
  return name === undefined ? undefined : { label: 'beginFalse', values: { name }, command: once(editVariable(name, ['initial'], undefined)) }
}

const swapCounts: Fixing = (problem, document) => {
  const node = nodeOf(problem, document)
  const [minCount, maxCount] = [node?.minCount, node?.maxCount]
  if (problem.nodeId === undefined || minCount === undefined || maxCount === undefined) return undefined
  return { label: 'swapCounts', command: changeNode(problem.nodeId, 'editNode', (each) => ({ ...each, minCount: maxCount, maxCount: minCount })) }
}

const nextKey: Fixing = (problem, document) => {
  const at = fieldOfProblem(problem)
  const list = /^(choices|keys)\.(\d+)\.digit$/.exec(at)
  if (list === null) return at === 'confirm.denyDigit' ? { label: 'noKey', command: edited(problem, at, undefined) } : undefined
  const items = valueAt(nodeOf(problem, document), [list[1] ?? ''])
  const taken = new Set(Array.isArray(items) ? (items as readonly Json[]).map((item) => valueAt(item, ['digit'])) : [])
  const key = [...'1234567890*#', ...digitKeys].find((each) => !taken.has(each))
  return key === undefined ? undefined : { label: 'nextKey', values: { key }, command: edited(problem, at, key) }
}

/** A choice that still leads nowhere: a finding of its own says so. */
const addChoice: Fixing = (problem, document) => {
  const digit = factsOf(problem, 'FLOW_SPOKEN_KEY_UNKNOWN')?.digit
  const node = nodeOf(problem, document)
  if (digit === undefined || node?.kind !== 'menu' || problem.nodeId === undefined) return undefined
  const choices = Array.isArray(node.choices) ? (node.choices as readonly Json[]) : []
  return { label: 'addChoice', values: { key: digit }, command: once(editNode(problem.nodeId, ['choices'], [...choices, { digit }])) }
}

const removeBranch: Fixing = (problem) => {
  const item = /^(.+\.\d+)(?:\.on)?$/.exec(fieldOfProblem(problem))?.[1]
  return item === undefined ? undefined : { label: 'removeBranch', command: edited(problem, item, undefined) }
}

/** Takes the field away where the problem lies. */
const without =
  (label: FixLabel, field?: string): Fixing =>
  (problem, document) => {
    const at = field ?? fieldOfProblem(problem)
    return at === '' || (field === undefined && fieldValue(problem, document) === undefined) ? undefined : { label, command: edited(problem, at, undefined) }
  }

const noRetry: Fixing = (problem) => ({ label: 'noRetry', command: edited(problem, 'retryCount', 0) })

const addStart: Fixing = (_problem, document) => {
  if (document.nodes.some(({ kind }) => kind === 'start')) return undefined
  const [first] = document.nodes
  const node = { ...blankNode('start', freshNodeId(document, 'start'), 'Start'), ...(first !== undefined && { next: first.id }) } as DraftNode
  const near = first === undefined ? undefined : document.layout?.[first.id]
  return { label: 'addStart', command: addNode(node, { x: (near?.x ?? 0) - 340, y: near?.y ?? 0 }) }
}

/** "Human" leads to the only transfer that there is. */
const humanByTransfer: Fixing = (_problem, document) => {
  const transfers = document.nodes.filter(({ kind }) => kind === 'transfer')
  const [only] = transfers
  if (only === undefined || transfers.length > 1) return undefined
  const human = valueAt(document, ['keyIntents', 'human'])
  return { label: 'humanByTransfer', values: { name: only.name }, command: once(editKeyIntent('human', [], { ...(isObject(human) ? human : {}), enabled: true, to: only.id })) }
}

/** A number out of its bounds, or a field that the schema does not know. */
const fitToSchema: Fixing = (problem, document) => {
  const at = fieldOfProblem(problem)
  const root = nodeOf(problem, document)?.kind ?? 'flow'
  const value = fieldValue(problem, document)
  const { fault, fields = [] } = factsOf(problem, 'FLOW_SCHEMA_INVALID') ?? {}
  if (fault === 'unknown-fields') return takeAway(problem, fields)
  const { minimum, maximum } = fieldShapes().get(schemaPath(root, at)) ?? {}
  if (typeof value !== 'number') return undefined
  const fitted = Math.max(minimum ?? -Infinity, Math.min(maximum ?? Infinity, value))
  return fitted === value ? undefined : { label: 'toBounds', command: edited(problem, at, fitted) }
}

function takeAway(problem: FlowProblem, keys: readonly string[]): Fix | undefined {
  const at = fieldPath(fieldOfProblem(problem))
  const { nodeId } = problem
  const taken = (value: Json): Json => keys.reduce<Json>((rest, key) => withValueAt(rest, [...at, key], undefined) ?? rest, value)
  const command: Command =
    nodeId === undefined ? { kind: 'editFlow', apply: (document) => taken(document) as DraftDocument } : changeNode(nodeId, 'editNode', (node) => taken(node) as DraftNode)
  return { label: 'takeAway', values: { fields: keys.join(', ') }, command }
}

const showDialled: Fixing = (problem) => ({ label: 'showDialled', command: edited(problem, 'shows', '{{ call.dnis }}') })

const fixings: Readonly<Record<string, Fixing>> = {
  FLOW_NUMBER_SHOWN_MISSING: showDialled,
  FLOW_TRANSFER_UNUSED: without('removeEntry'),
  FLOW_TRANSFER_MODE: without('attended'),
  FLOW_VARIABLE_UNKNOWN: declareVariable,
  FLOW_VARIABLE_TYPE: changeType,
  FLOW_INTENT_UNKNOWN: declareIntent,
  FLOW_TARGET_UNKNOWN: cutLoose,
  FLOW_CONSENT_PRESUMED: beginFalse,
  FLOW_COUNT_RANGE: swapCounts,
  FLOW_DIGIT_DUPLICATE: nextKey,
  FLOW_GLOBAL_KEY_DUPLICATE: without('noKey'),
  FLOW_SPOKEN_KEY_UNKNOWN: addChoice,
  FLOW_RETRY_UNSAFE: noRetry,
  FLOW_BRANCH_DUPLICATE: removeBranch,
  FLOW_CHOICE_EMPTY: removeBranch,
  FLOW_SLOT_UNKNOWN: without('keepLess'),
  FLOW_SUBFLOW_VERSION: without('presentVersion', 'version'),
  FLOW_CHOICE_POINTLESS: without('switchOff'),
  FLOW_START_DISABLED: without('switchOn'),
  FLOW_VOICE_UNKNOWN: without('defaultVoice'),
  FLOW_PRONUNCIATION_UNUSED: without('removeEntry'),
  FLOW_PRONUNCIATION_DUPLICATE: without('removeEntry'),
  FLOW_LANGUAGE_UNKNOWN: without('stayInLanguage'),
  FLOW_INPUT_IMPOSSIBLE: without('anyInput'),
  FLOW_START_COUNT: addStart,
  FLOW_WITHOUT_HUMAN: humanByTransfer,
  FLOW_HUMAN_UNREACHABLE: humanByTransfer,
  FLOW_SCHEMA_INVALID: fitToSchema,
}

/** The command that does away with a problem where there is one way to; undefined where somebody has to decide. */
export const fixFor = (problem: FlowProblem, document: DraftDocument): Fix | undefined => {
  const fixing = Object.hasOwn(fixings, problem.code) ? fixings[problem.code] : undefined
  const fix = fixing?.(problem, document)
  return fix === undefined || fix.command.apply(document) === document ? undefined : fix
}
