import type { RecordingRule } from '../contract/effects.js'
import type { VariableValue } from '../contract/events.js'
import { FlowError } from '../errors.js'
import type { FlowPrompt, Retry } from '../document/prompt.js'
import type { FlowDocument } from '../document/schema.js'
import type { FlowSettings, NodeSettings } from '../document/settings.js'
import type { ExpectTemplate, JsonTemplate, PromptTemplate, TextTemplate, TurnTemplate, VariableSpec } from '../machine/model.js'
import type { FlowNode, NodeOf } from '../nodes/schemas.js'
import {
  assignment,
  guard,
  perform,
  targetOf,
  type ActionConfig,
  type EventConfig,
  type StateConfig,
  type TransitionConfig,
} from './chart.js'
import type { ChartParts } from './chart-parts.js'
import { ownKeysAmong } from './global-keys.js'
import { settingsOf } from './listen.js'
import { intentNameIn, nodePathIn, renaming, speechOf, variableNameIn, type PlacedFlow } from './place.js'
import { compileExpression, compileJson, compilePrompt, compileText, type Json, type Speech } from './template.js'

export interface TurnOptions {
  readonly prompt?: PromptTemplate | undefined
  readonly again?: Readonly<Record<string, PromptTemplate>>
  /** As `chart.listen` gives it. */
  readonly listen?: number
  readonly expect?: ExpectTemplate
  readonly record?: RecordingRule
  /** Prompts are appended while it runs. */
  readonly open?: boolean
  /** Said in passing: not said again where the caller asks for it. */
  readonly aside?: boolean
  readonly clearTypeAhead?: boolean
  readonly dropDigits?: boolean
  readonly sensitive?: boolean
}

/** A sub-flow as it runs at one site. */
export interface SubflowRun {
  /** Target of its start node. */
  readonly start: string
  readonly states: Readonly<Record<string, StateConfig>>
  /** It comes back by a jump. */
  readonly returns: boolean
  readonly initial: Readonly<Record<string, VariableValue>>
  readonly inputs: readonly Assignment[]
  readonly outputs: readonly Assignment[]
}

export interface Assignment {
  readonly variable: VariableSpec
  readonly cel: string
}

/** What the compiler of a node kind builds its state from; every name in it is the chart's, wherever the flow runs. */
export interface NodeBuild {
  /** The flow that the node is written in; languages and everything global are those of `main`. */
  readonly document: FlowDocument
  readonly main: FlowDocument
  /** What all nodes of the chart share. */
  readonly chart: ChartParts
  /** Target that ends the sub-flow of the node; undefined in a main flow. */
  readonly end: string | undefined
  /** Target of a way out. @throws FlowError FLOW_TARGET_MISSING, FLOW_TARGET_UNKNOWN */
  target(way: string, to: string | undefined): string
  /** @throws FlowError FLOW_VARIABLE_UNKNOWN */
  variable(name: string): VariableSpec
  isSensitive(variable: string): boolean
  /** What the variable holds when the call begins. */
  initial(name: string): VariableValue
  /** Name of an intent that a branch names. */
  intent(name: string): string
  expression(text: string): string
  text(text: string): TextTemplate
  json(body: Json): JsonTemplate
  prompt(prompt: FlowPrompt, interruptible: boolean): PromptTemplate
  /** How the chart speaks. */
  readonly speech: Speech
  settings(node: NodeSettings | undefined): FlowSettings
  /** Of the keys that a question takes itself, those that mean a key intent elsewhere. */
  ownKeys(keys: Iterable<string | undefined>): Pick<ExpectTemplate, 'ownKeys'>
  subflow(site: NodeOf<'subflow'>): SubflowRun
}

/** @param subflow states of the sub-flow that the node runs */
export const nodeBuild = (flow: PlacedFlow, chart: ChartParts, node: FlowNode, subflow: NodeBuild['subflow']): NodeBuild => {
  const { document, main, sites, nodeIds } = flow
  const path = nodePathIn(flow, node.id)
  const at = `${node.kind} "${path}"`
  const read = (text: string): string => compileExpression(text, path, renaming(flow))
  return {
    document,
    main,
    chart,
    end: sites.length === 0 ? undefined : targetOf(nodePathIn(flow, 'ended')),
    target: (way, to) => {
      if (to === undefined)
        throw new FlowError('FLOW_TARGET_MISSING', `Node ${at} has no target for "${way}": connect it.`, {
          fields: { nodeId: path, way },
        })
      if (!nodeIds.has(to))
        throw new FlowError('FLOW_TARGET_UNKNOWN', `Node ${at} leads by "${way}" to "${to}", which does not exist: connect it to a node.`, {
          fields: { nodeId: path, way },
        })
      return targetOf(nodePathIn(flow, to))
    },
    variable: (name) => variableOf(flow, name, at, path),
    isSensitive: (name) => Object.hasOwn(document.variables, name) && document.variables[name]?.sensitive === true,
    initial: (name) => document.variables[name]?.initial ?? null,
    intent: (name) => intentNameIn(flow, name),
    expression: read,
    text: (text) => compileText(text, read),
    json: (body) => compileJson(body, read),
    prompt: (prompt, interruptible) => compilePrompt(prompt, interruptible, speechOf(flow), read),
    speech: speechOf(flow),
    settings: (own) => settingsOf(document.settings, own),
    ownKeys: (keys) => ownKeysAmong(main, keys),
    subflow,
  }
}

const variableOf = (flow: PlacedFlow, name: string, at: string, nodeId: string): VariableSpec => {
  const { variables } = flow.document
  const found = Object.hasOwn(variables, name) ? variables[name] : undefined
  if (found !== undefined) return { name: variableNameIn(flow, name), kind: found.type }
  throw new FlowError('FLOW_VARIABLE_UNKNOWN', `Node ${at} names the variable "${name}", which the flow does not declare: declare it.`, {
    fields: { nodeId },
  })
}

/** Prompts whose variants are used in order, one a visit of their node. */
const promptsOfVisit = (node: FlowNode): FlowPrompt[] =>
  [
    'prompt' in node ? node.prompt : undefined,
    'announcement' in node ? node.announcement : undefined,
    'filler' in node ? node.filler : undefined,
    'disambiguation' in node ? node.disambiguation?.prompt : undefined,
    'confirm' in node ? node.confirm?.prompt : undefined,
  ].filter((prompt) => prompt !== undefined)

/** Only a prompt with variants asks how often its node was entered. */
const hasVariants = (node: FlowNode): boolean =>
  promptsOfVisit(node).some((prompt) => Object.values(prompt).some((variants) => variants.length > 1))

/** `perform` alone says that the node was entered: every node does. */
const entered: ActionConfig = 'perform'

/** The state of one node: it points back to its node and says that it was entered. */
export const nodeState = (node: FlowNode, state: StateConfig, entry: readonly ActionConfig[] = []): StateConfig => ({
  meta: { node: node.id, kind: node.kind },
  entry: [
    ...(hasVariants(node) ? [assignment('countVisit', node.id)] : []),
    assignment('enterNode', node.id),
    entered,
    ...entry,
  ],
  ...state,
})

const turnOf = (turn: TurnTemplate): ActionConfig => (Object.keys(turn).length === 0 ? 'beginTurn' : assignment('beginTurn', turn))

/** Begins a turn of the current node. */
export const turnEntry = (
  { prompt, again, listen, expect, record, ...flags }: TurnOptions,
  place: Pick<TurnTemplate, 'state'> = {},
): ActionConfig[] => [
  turnOf({
    ...place,
    ...(prompt === undefined ? {} : { prompt }),
    ...(again === undefined || Object.keys(again).length === 0 ? {} : { again }),
    ...(flags.aside === true ? { aside: true } : {}),
  }),
  perform({
    type: 'turn.start',
    ...(listen === undefined ? {} : { listen }),
    ...(expect === undefined ? {} : { expect }),
    ...(record === undefined ? {} : { record }),
    ...(flags.open === true ? { open: true } : {}),
    ...(flags.clearTypeAhead === true ? { clearTypeAhead: true } : {}),
    ...(flags.dropDigits === true ? { dropDigits: true } : {}),
    ...(flags.sensitive === true ? { sensitive: true } : {}),
  }),
]

/** A transition on the outcome of the current turn. */
export const onTurn = (target: string, actions: readonly ActionConfig[] = []): TransitionConfig => ({
  guard: guard('turn'),
  target,
  ...(actions.length === 0 ? {} : { actions }),
})

/**
 * A state of a node that speaks and listens: the caller can come back to it. Whatever ends it ends its turn. A turn that failed counts
 * as one without input, until too many have failed. What holds at every question is the root's;
 * whatever else `on` does not take is no match.
 * The first question of a node is its state `asking`: there, and only there, the caller goes back to.
 */
export const listeningState = (
  state: string,
  turn: TurnOptions,
  on: EventConfig,
  noInput: string,
  noMatch: string,
): StateConfig => ({
  entry: turnEntry(turn, { state }),
  exit: [assignment('endTurn')],
  on: {
    'no-input': [onTurn(noInput)],
    'turn.*': [{ guard: guard('turnOver'), target: noInput }],
    ...on,
    '*': [{ guard: guard('unfit'), target: noMatch }],
  },
})

/** A state that only speaks and then goes on, whatever became of its turn; `leaving` does so however many turns failed before. */
export const speakingState = (
  turn: TurnOptions,
  target: string,
  actions: readonly ActionConfig[] = [],
  leaving = false,
): StateConfig => ({
  entry: turnEntry(turn),
  exit: [assignment('endTurn')],
  on: { 'turn.*': [{ ...onTurn(target, actions), guard: guard(leaving ? 'turn' : 'turnOver') }] },
})

/** Counts the attempt and asks again, or leaves by the way out. */
export const retryState = (reason: string, attempts: number, again: string, wayOut: string): StateConfig => ({
  entry: [assignment('askAgain', [reason, attempts])],
  always: [{ guard: guard('again'), target: again }, { target: wayOut }],
})

/** Prompts of the reasons for which a question is asked again. */
export const againPrompts = (
  build: NodeBuild,
  retries: Readonly<Record<string, Pick<Retry, 'prompts'> | undefined>>,
  interruptible: boolean,
): Record<string, PromptTemplate> =>
  Object.fromEntries(
    Object.entries(retries).flatMap(([reason, retry]) =>
      retry?.prompts === undefined ? [] : [[reason, build.prompt(retry.prompts, interruptible)]],
    ),
  )

/** Marks the call on the way. */
export const tagActions = (tags: readonly string[]): ActionConfig[] => tags.map((tag) => perform({ type: 'call.tag', tag }))
