import { assign, createMachine } from 'xstate'
import type { CompiledFlow, FlowMachine } from '../contract/compiled.js'
import { flowAssigns } from '../machine/assigns.js'
import { flowGuards } from '../machine/guards.js'

type AnyFunction = (args: never, params: never) => unknown

/** XState calls guards and assigns with its own arguments and the parameters of the configuration. */
const implementations = {
  guards: flowGuards as unknown as Record<string, () => boolean>,
  actions: Object.fromEntries(Object.entries(flowAssigns).map(([name, change]) => [name, assign(change as AnyFunction as never)])),
}

/** Makes the machine of a compiled flow: about half a millisecond, so keep it for all calls of a version. */
export const createFlowMachine = (compiled: CompiledFlow): FlowMachine => createMachine(compiled.config as never, implementations as never)
