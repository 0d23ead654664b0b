import { changeExpressions, renameInExpression, type DraftDocument, type DraftNode, type Json, type JsonObject, type NodeKind } from '@callchart/flow'
import { isObject, valueAt, withEach } from './node-fields.js'

/** What stands in a field and names something of the flow. */
type Naming =
  | 'variable'
  /** An object whose keys are variables. */
  | 'variableKeys'
  | 'intent'
  /** An object whose keys are intents. */
  | 'intentKeys'
  | 'queue'
  | 'expression'
  | 'template'
  /** JSON whose texts are templates. */
  | 'body'
  | 'prompt'
  /** A prompt that knows `first` and `second`, which are no variables there. */
  | 'question'

type NamingFields = Readonly<Record<string, Naming>>

const prompts = (...paths: readonly string[]): NamingFields => Object.fromEntries(paths.map((path) => [path, 'prompt' as const]))

/** Every field of a node that names a variable, an intent or a queue, or in which they are spoken. */
const fieldsByKind: Readonly<Record<NodeKind, NamingFields>> = {
  start: {},
  say: prompts('prompt'),
  ask: {
    ...prompts('prompt', 'noInput.prompts', 'noMatch.prompts'),
    'disambiguation.prompt': 'question',
    'branches.*.on': 'intent',
    saveWords: 'variable',
    'saveSlots.*': 'variable',
  },
  menu: { ...prompts('prompt', 'noInput.prompts', 'noMatch.prompts', 'invalidDigit.prompts'), 'choices.*.on': 'intent', 'saveSlots.*': 'variable' },
  collect: {
    ...prompts('prompt', 'noInput.prompts', 'noMatch.prompts', 'invalid.prompts', 'confirm.prompt', 'confirm.prompts', 'confirm.correction'),
    variable: 'variable',
    validation: 'expression',
  },
  decide: { 'branches.*.when': 'expression' },
  set: { 'assign.*.variable': 'variable', 'assign.*.value': 'expression' },
  request: {
    ...prompts('filler'),
    url: 'template',
    'headers.*': 'template',
    body: 'body',
    'save.*': 'expression',
    save: 'variableKeys',
    saveStatus: 'variable',
    defaults: 'variableKeys',
  },
  knowledge: {
    ...prompts('prompt', 'filler', 'more', 'noInput.prompts', 'noMatch.prompts', 'noAnswer.prompts', 'faq.*.answer'),
    instructions: 'template',
    'branches.*.on': 'intent',
  },
  transfer: { ...prompts('announcement', 'whisper', 'positionPrompt', 'offer'), queue: 'queue', summary: 'template', extension: 'template', sip: 'template', number: 'template', shows: 'template' },
  hours: {},
  subflow: { 'inputs.*': 'expression', outputs: 'variableKeys' },
  voicemail: prompts('prompt'),
  record: { consent: 'variable' },
  tag: {},
  jump: {},
  hangup: prompts('prompt'),
}

/** Fields of the flow itself that do. */
const flowFields: NamingFields = {
  'auxiliary.*.intent': 'intent',
  'auxiliary.*.pullBack': 'prompt',
  'settings.analysisConsent': 'variable',
  'tests.*.start.variables': 'variableKeys',
  'tests.*.steps.*.input.means.intent': 'intent',
  'tests.*.steps.*.input.means.intents.*': 'intent',
  'tests.*.steps.*.input.means.slotsByIntent': 'intentKeys',
}

/** What becomes of each name; a name that is given back stays. */
export interface Renaming {
  readonly variable?: (name: string) => string
  readonly intent?: (id: string) => string
  readonly queue?: (name: string) => string
}

const same = (name: string): string => name
const questionNames = new Set(['first', 'second'])

/** Where texts of a prompt stand: those that are plain, SSML, and what is said in SSML or a recording. */
const inPrompt = (prompt: Json, change: (text: string) => string): Json | undefined =>
  withEach(prompt, ['*', '*'], (variant) => {
    if (typeof variant === 'string') return change(variant)
    return ['ssml', 'text'].reduce<Json>((result, field) => withEach(result, [field], (text) => (typeof text === 'string' ? change(text) : text)) ?? result, variant)
  })

const inTexts = (value: Json, change: (text: string) => string): Json | undefined => {
  if (typeof value === 'string') return change(value)
  return Array.isArray(value) || isObject(value) ? withEach(value, ['*'], (item) => inTexts(item, change)) : value
}

function withKeys(value: Json, rename: (name: string) => string): Json {
  if (!isObject(value) || Object.keys(value).every((key) => rename(key) === key)) return value
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [rename(key), field]))
}

function renamed(value: Json, naming: Naming, { variable = same, intent = same, queue = same }: Renaming): Json | undefined {
  const inTemplate = (rename: (name: string) => string) => (text: string) => changeExpressions(text, (source) => renameInExpression(source, rename))
  switch (naming) {
    case 'variableKeys':
      return withKeys(value, variable)
    case 'intentKeys':
      return withKeys(value, intent)
    case 'body':
      return inTexts(value, inTemplate(variable))
    case 'prompt':
      return inPrompt(value, inTemplate(variable))
    case 'question':
      return inPrompt(value, inTemplate((name) => (questionNames.has(name) ? name : variable(name))))
    default:
      break
  }
  if (typeof value !== 'string') return value
  switch (naming) {
    case 'variable':
      return variable(value)
    case 'intent':
      return intent(value)
    case 'queue':
      return queue(value)
    case 'expression':
      return renameInExpression(value, variable)
    case 'template':
      return inTemplate(variable)(value)
  }
}

const withFields = <Owner extends JsonObject>(owner: Owner, fields: NamingFields, renaming: Renaming): Owner =>
  Object.entries(fields).reduce<Json>((result, [path, naming]) => withEach(result, path.split('.'), (value) => renamed(value, naming, renaming)) ?? result, owner) as Owner

/** A node with the names in it changed; the very same one where none of them is. */
export const withNodeNames = (node: DraftNode, renaming: Renaming): DraftNode => withFields(node, fieldsByKind[node.kind] ?? {}, renaming)

/** The whole document with every mention of a name changed; what declares it is left to the caller. */
export function withNames(document: DraftDocument, renaming: Renaming): DraftDocument {
  const nodes = document.nodes.map((node) => withNodeNames(node, renaming))
  const changed = nodes.some((node, index) => node !== document.nodes[index]) ? { ...document, nodes } : document
  return withFields(changed, flowFields, renaming)
}

/** Names of one sort that are mentioned. */
export interface Mentions {
  readonly variables: ReadonlySet<string>
  readonly intents: ReadonlySet<string>
  readonly queues: ReadonlySet<string>
}

const known = new WeakMap<DraftNode, Mentions>()

/** Everything of the flow that a node names. */
export function mentionsOf(node: DraftNode): Mentions {
  const found = known.get(node)
  if (found !== undefined) return found
  const [variables, intents, queues] = [new Set<string>(), new Set<string>(), new Set<string>()]
  const noting = (names: Set<string>) => (name: string) => {
    names.add(name)
    return name
  }
  withNodeNames(node, { variable: noting(variables), intent: noting(intents), queue: noting(queues) })
  const mentions = { variables, intents, queues }
  known.set(node, mentions)
  return mentions
}

/** Nodes that name a variable, an intent or a queue. */
export const nodesNaming = ({ nodes }: DraftDocument, sort: keyof Mentions, name: string): readonly DraftNode[] => nodes.filter((node) => mentionsOf(node)[sort].has(name))

/** Paths of everything that a node says, in the order of its fields: each holds variants by language. */
export function promptPaths(node: DraftNode): readonly (readonly (string | number)[])[] {
  return Object.entries(fieldsByKind[node.kind] ?? {})
    .filter(([, naming]) => naming === 'prompt' || naming === 'question')
    .flatMap(([path]) => expanded(node, path.split('.')))
}

function expanded(value: Json | undefined, path: readonly string[]): readonly (readonly (string | number)[])[] {
  const at = path.indexOf('*')
  if (at === -1) return valueAt(value, path) === undefined ? [] : [path]
  const list = valueAt(value, path.slice(0, at))
  if (!Array.isArray(list)) return []
  return list.flatMap((item: Json, index) => expanded(item, path.slice(at + 1)).map((rest) => [...path.slice(0, at), index, ...rest]))
}
