import { FlowError } from '../errors.js'
import type { FlowPrompt, Retry } from '../document/prompt.js'
import type { FlowDocument } from '../document/schema.js'
import type { FlowSettings, NodeSettings } from '../document/settings.js'
import type { EffectTemplate, ExpectTemplate, ListenTemplate, PromptTemplate, VariableSpec } from '../machine/model.js'
import type { FlowNode } from '../nodes/schemas.js'
import { assignment, guard, perform, targetOf, type ActionConfig, type EventConfig, type StateConfig, type TransitionConfig } from './chart.js'
import { settingsOf } from './listen.js'
import { compileExpression, compilePrompt, compileText } from './template.js'

export interface TurnOptions {
  readonly prompt?: PromptTemplate | undefined
  readonly again?: Readonly<Record<string, PromptTemplate>>
  readonly listen?: ListenTemplate
  readonly expect?: ExpectTemplate
  readonly clearTypeAhead?: boolean
  readonly dropDigits?: boolean
  readonly sensitive?: boolean
}

/** What the compiler of a node kind builds its state from. */
export interface NodeBuild {
  readonly document: FlowDocument
  readonly keyIntents: readonly string[]
  /** Target of a way out. @throws FlowError FLOW_TARGET_MISSING, FLOW_TARGET_UNKNOWN */
  target(way: string, to: string | undefined): string
  /** @throws FlowError FLOW_VARIABLE_UNKNOWN */
  variable(name: string): VariableSpec
  expression(text: string): string
  text(text: string): ReturnType<typeof compileText>
  prompt(prompt: FlowPrompt, interruptible: boolean): PromptTemplate
  settings(node: NodeSettings | undefined): FlowSettings
}

export const nodeBuild = (document: FlowDocument, node: FlowNode): NodeBuild => {
  const known = new Set(document.nodes.map(({ id }) => id))
  const at = `${node.kind} "${node.id}"`
  return {
    document,
    keyIntents: (['human', 'complaint'] as const).filter((name) => document.keyIntents[name]?.enabled === true),
    target: (way, to) => {
      if (to === undefined) throw new FlowError('FLOW_TARGET_MISSING', `Node ${at} has no target for "${way}": connect it.`, { fields: { nodeId: node.id, way } })
      if (!known.has(to)) throw new FlowError('FLOW_TARGET_UNKNOWN', `Node ${at} leads by "${way}" to "${to}", which does not exist: connect it to a node.`, { fields: { nodeId: node.id, way } })
      return targetOf(to)
    },
    variable: (name) => {
      const found = Object.hasOwn(document.variables, name) ? document.variables[name] : undefined
      if (found === undefined) throw new FlowError('FLOW_VARIABLE_UNKNOWN', `Node ${at} names the variable "${name}", which the flow does not declare: declare it.`, { fields: { nodeId: node.id } })
      return { name, kind: found.type }
    },
    expression: (text) => compileExpression(text, node.id),
    text: (text) => compileText(text, node.id),
    prompt: (prompt, interruptible) => compilePrompt(prompt, interruptible, document, node.id),
    settings: (own) => settingsOf(document.settings, own),
  }
}

/** The state of one node: it points back to its node and says that it was entered. */
export const nodeState = (node: FlowNode, state: StateConfig, entry: readonly ActionConfig[] = []): StateConfig => ({
  meta: { node: node.id, kind: node.kind },
  entry: [assignment('enterNode', { nodeId: node.id }), perform({ type: 'node.entered', nodeId: node.id }), ...entry],
  ...state,
})

/** Begins a turn: what is queued is said first, and with it the queue is empty. */
export const turnEntry = (nodeId: string, { prompt, again, listen, expect, ...flags }: TurnOptions): ActionConfig[] => [
  assignment('beginTurn'),
  perform({
    type: 'turn.start',
    nodeId,
    ...(prompt === undefined ? {} : { prompt }),
    ...(again === undefined || Object.keys(again).length === 0 ? {} : { again }),
    ...(listen === undefined ? {} : { listen }),
    ...(expect === undefined ? {} : { expect }),
    clearTypeAhead: flags.clearTypeAhead ?? false,
    dropDigits: flags.dropDigits ?? false,
    sensitive: flags.sensitive ?? false,
  }),
  assignment('clearQueue'),
]

/** A transition on the outcome of the current turn. */
export const onTurn = (target: string, actions: readonly ActionConfig[] = []): TransitionConfig => ({ guard: guard('turn'), target, actions: [assignment('endTurn'), ...actions] })

/** A turn that failed counts as one without input, until too many have failed. */
const afterFailure = (target: string): TransitionConfig => ({ guard: guard('turnMayFail'), target, actions: [assignment('endTurn')] })

/** Outcomes that every listening state has in common. */
export const listeningOutcomes = (build: NodeBuild, noInput: string, noMatch: string): EventConfig => ({
  'no-input': [onTurn(noInput)],
  'turn.failed': [afterFailure(noInput)],
  'turn.cancelled': [afterFailure(noInput)],
  ...(build.keyIntents.length === 2 ? {} : { 'key-intent.heard': (['human', 'complaint'] as const).filter((name) => !build.keyIntents.includes(name)).map((keyIntent) => ({ ...onTurn(noMatch), guard: guard('keyIntent', { keyIntent }) })) }),
})

/** A state that only speaks and then goes on, whatever became of its turn. */
export const speakingState = (nodeId: string, turn: TurnOptions, target: string, actions: readonly ActionConfig[] = []): StateConfig => ({
  entry: turnEntry(nodeId, turn),
  on: {
    'turn.finished': [onTurn(target, actions)],
    'turn.failed': [{ ...afterFailure(target), actions: [assignment('endTurn'), ...actions] }],
    'turn.cancelled': [{ ...afterFailure(target), actions: [assignment('endTurn'), ...actions] }],
  },
})

/** Counts the attempt and asks again, or leaves by the way out. */
export const retryState = (reason: string, attempts: number, again: string, wayOut: string): StateConfig => ({
  always: [{ guard: guard('attemptsLeft', { reason, attempts }), target: again, actions: [assignment('askAgain', { reason })] }, { target: wayOut }],
})

/** Prompts of the reasons for which a question is asked again. */
export const againPrompts = (build: NodeBuild, retries: Readonly<Record<string, Pick<Retry, 'prompts'> | undefined>>, interruptible: boolean): Record<string, PromptTemplate> =>
  Object.fromEntries(Object.entries(retries).flatMap(([reason, retry]) => (retry?.prompts === undefined ? [] : [[reason, build.prompt(retry.prompts, interruptible)]])))

/** Marks the call on the way. */
export const tagActions = (tags: readonly string[]): ActionConfig[] => tags.map((tag) => perform({ type: 'call.tag', tag }))

export type { EffectTemplate }
