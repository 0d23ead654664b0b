import type { flowAssigns, FlowAssign } from '../machine/assigns.js'
import type { flowGuards, FlowGuard } from '../machine/guards.js'
import type { EffectTemplate } from '../machine/model.js'

/** XState configuration as plain JSON; a guard or action without parameters is its name alone. */
export type GuardConfig = FlowGuard | { readonly type: FlowGuard; readonly params: unknown }
export type ActionConfig = string | { readonly type: string; readonly params: unknown }
export interface TransitionConfig {
  readonly target?: string
  readonly guard?: GuardConfig
  readonly actions?: readonly ActionConfig[]
}
export type EventConfig = Readonly<Record<string, readonly TransitionConfig[]>>
export interface StateConfig {
  readonly type?: 'final'
  readonly initial?: string
  readonly meta?: Readonly<Record<string, unknown>>
  readonly entry?: readonly ActionConfig[]
  readonly exit?: readonly ActionConfig[]
  readonly always?: readonly TransitionConfig[]
  readonly on?: EventConfig
  readonly states?: Readonly<Record<string, StateConfig>>
}

type ParamsOf<Function_> = Function_ extends (args: never, params: infer Params) => unknown ? Params : undefined
type ParamsArgument<Function_> =
  unknown extends ParamsOf<Function_> ? [] : ParamsOf<Function_> extends undefined ? [] : [params: ParamsOf<Function_>]

/** A named guard with the parameters that its function takes. */
export const guard = <Name extends FlowGuard>(type: Name, ...[params]: ParamsArgument<(typeof flowGuards)[Name]>): GuardConfig =>
  params === undefined ? type : { type, params }

/** A named change of the context with the parameters that its function takes. */
export const assignment = <Name extends FlowAssign>(type: Name, ...[params]: ParamsArgument<(typeof flowAssigns)[Name]>): ActionConfig =>
  params === undefined ? type : { type, params }

/** The one action that reaches out of the chart. */
export const perform = (effect: EffectTemplate): ActionConfig => ({ type: 'perform', params: effect })

/** Every chart's id: targets read `#call.<node>`. */
export const chartId = 'call'
export const targetOf = (nodeId: string): string => `#${chartId}.${nodeId}`
