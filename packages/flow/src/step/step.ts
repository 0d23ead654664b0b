import { createActor, type AnyMachineSnapshot, type AnyTransitionDefinition } from 'xstate'
import type { CallEffect } from '../contract/effects.js'
import type { CallEvent, VariableValue } from '../contract/events.js'
import type { FlowMachine, FlowSnapshot, StepResult } from '../contract/compiled.js'
import { FlowError } from '../errors.js'
import type { EffectTemplate, FlowContext } from '../machine/model.js'
import { renderEffect } from '../machine/render-effect.js'
import { ExpressionFailure } from '../machine/values.js'

interface Performed {
  readonly type: string
  readonly params: unknown
  readonly info: { readonly context: unknown }
}

/**
 * XState's exported `transition` makes an actor for every step, which costs most of its time. Our charts spawn nothing and send nothing,
 * so that one scope per machine serves all steps; its executor is set for each.
 */
type Scope = Parameters<FlowMachine['transition']>[2]
type Scopes = WeakMap<FlowMachine, Scope>
const scopes: Scopes = new WeakMap()
const watchedScopes: Scopes = new WeakMap()

const nothing = (): void => undefined

const makeScope = (machine: FlowMachine, inspect?: (inspected: unknown) => void): Scope => {
  const self = createActor(machine)
  const system = inspect === undefined ? self.system : { ...self.system, _sendInspectionEvent: inspect }
  return { self, id: '', sessionId: '', system, logger: nothing, defer: nothing, stopChild: nothing, emit: nothing, actionExecutor: nothing }
}

const scopeOf = (machine: FlowMachine): Scope => {
  const known = scopes.get(machine)
  if (known !== undefined) return known
  const scope = makeScope(machine)
  scopes.set(machine, scope)
  return scope
}

/** Transitions of the microsteps of the watched step that runs. */
let taken: AnyTransitionDefinition[] = []

/** XState tells its inspectors of every microstep, with the transitions that it took. */
const noteTaken = (inspected: unknown): void => {
  const { _transitions: transitions } = inspected as { readonly _transitions?: readonly AnyTransitionDefinition[] }
  if (transitions !== undefined) taken.push(...transitions)
}

const watchedScopeOf = (machine: FlowMachine): Scope => {
  const known = watchedScopes.get(machine)
  if (known !== undefined) return known
  const scope = makeScope(machine, noteTaken)
  watchedScopes.set(machine, scope)
  return scope
}

const failureOf = (error: unknown): CallEffect => {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof ExpressionFailure) return { type: 'flow.failed', code: error.code, message }
  const code = message.startsWith('Infinite loop') ? 'FLOW_LOOP_WITHOUT_WAIT' : 'FLOW_STEP_FAILED'
  return { type: 'flow.failed', code, message }
}

/** The snapshots that we hand out are XState's own. */
interface LiveSnapshot {
  readonly status: FlowSnapshot['status']
  readonly value: unknown
  readonly context: FlowContext
}
const live = (snapshot: FlowSnapshot): LiveSnapshot => snapshot as unknown as LiveSnapshot

/** The snapshot of a call that has not begun: it waits for `call.started`. */
export const startSnapshot = (machine: FlowMachine): FlowSnapshot => {
  const snapshot = machine.getInitialSnapshot(scopeOf(machine), undefined)
  if (snapshot.status === 'error')
    throw new FlowError('FLOW_STEP_FAILED', 'The chart cannot begin: compile the flow again.', { cause: snapshot.error })
  return snapshot
}

/**
 * The whole dialogue: takes one event and says what is to be done. Pure: the same arguments give the same result, and nothing is changed.
 * An event that the chart cannot take leaves the snapshot as it was and yields `flow.failed`; an ended chart takes no event.
 */
export const step = (machine: FlowMachine, snapshot: FlowSnapshot, event: CallEvent): StepResult =>
  stepWithin(scopeOf(machine), machine, snapshot, event)

/** As `step`; tells the transitions that were taken, in their order: objects of the machine itself. */
export const watchedStep = (machine: FlowMachine, snapshot: FlowSnapshot, event: CallEvent): StepResult & { readonly taken: readonly AnyTransitionDefinition[] } => {
  taken = []
  const result = stepWithin(watchedScopeOf(machine), machine, snapshot, event)
  return { ...result, taken }
}

const stepWithin = (scope: Scope, machine: FlowMachine, snapshot: FlowSnapshot, event: CallEvent): StepResult => {
  if (snapshot.status !== 'active') return { snapshot, effects: [] }
  const performed: Performed[] = []
  scope.actionExecutor = (action) => {
    if (action.type === 'perform') performed.push(action)
  }
  try {
    const next = machine.transition(snapshot as AnyMachineSnapshot, event, scope) as FlowSnapshot
    return {
      snapshot: next,
      effects: performed.map(({ params, info }) => renderEffect(params as EffectTemplate | undefined, info.context as FlowContext, event)),
    }
  } catch (error) {
    return { snapshot, effects: [failureOf(error)] }
  }
}

/** Plain JSON that `restoreSnapshot` takes back. */
export const persistSnapshot = (_machine: FlowMachine, snapshot: FlowSnapshot): FlowSnapshot => {
  const { status, value, context } = live(snapshot)
  return { status, value, context } as unknown as FlowSnapshot
}

const contextOf = (machine: FlowMachine, context: unknown): FlowContext => {
  const known = Object.keys(machine.config.context as object)
  if (context === null || typeof context !== 'object' || !known.every((key) => Object.hasOwn(context, key)))
    throw new Error('Its context lacks fields')
  return context as FlowContext
}

/**
 * Takes back what `persistSnapshot` gave, on the machine of the same version.
 * @throws FlowError FLOW_SNAPSHOT_INVALID
 */
export const restoreSnapshot = (machine: FlowMachine, json: unknown): FlowSnapshot => {
  const { value, context } = (json ?? {}) as { value?: unknown; context?: unknown }
  try {
    return machine.resolveState({ value: value as never, context: contextOf(machine, context) }) as FlowSnapshot
  } catch (error) {
    throw new FlowError(
      'FLOW_SNAPSHOT_INVALID',
      'The stored snapshot does not belong to this version of the flow: replay the journal on the version that the call is pinned to.',
      { cause: error },
    )
  }
}

const pathOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  const [entry] = Object.entries((value ?? {}) as Record<string, unknown>)
  return entry === undefined ? [] : [entry[0], ...pathOf(entry[1])]
}

/** Where the call is: the node's id, then the state within it; `idle` before the call and `ended` after it. */
export const statePath = (snapshot: FlowSnapshot): string[] => pathOf(live(snapshot).value)

export const variablesOf = (snapshot: FlowSnapshot): Record<string, VariableValue> => ({ ...live(snapshot).context.variables })

/** The chart reached its end: it takes no further event. */
export const isOver = (snapshot: FlowSnapshot): boolean => snapshot.status !== 'active'
