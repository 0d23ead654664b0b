import type { CompiledFlow } from '../contract/compiled.js'
import { runtimeSources } from './runtime-source.generated.js'

/** The chart as an XState v5 configuration, for every tool that reads one. */
export const exportMachineJson = (compiled: CompiledFlow): string => `${JSON.stringify(compiled.config, null, 2)}\n`

const header = (
  flow: string,
  compilerVersion: string,
): string => `// The chart of the call flow ${JSON.stringify(flow)}, exported by Callchart (compiler ${compilerVersion}). Change the flow, not this file.
import { Environment } from '@marcbachmann/cel-js'
import { RE2JS } from 're2js'
import { assign, setup } from 'xstate'
`

const footer = (compiled: CompiledFlow): string => `/** What the chart names beside its configuration. */
export const manifest = ${JSON.stringify(compiled.manifest, null, 2)}

/** The chart: an XState v5 configuration in plain JSON. */
export const config = ${JSON.stringify(compiled.config, null, 2)}

type Assigned = Parameters<typeof assign<FlowContext, CallEvent, undefined, CallEvent, never>>[0]

/** Every change of the context that the chart names, as an XState action. */
export const assigns = Object.fromEntries(Object.entries(flowAssigns).map(([name, change]) => [name, assign(change as unknown as Assigned)]))

/**
 * The machine. It does nothing by itself: \`perform\` carries the template of an effect, and
 * \`renderEffect(action.params, action.info.context, event)\` makes the effect of it.
 */
export const machine = setup({
  types: {} as { context: FlowContext; events: CallEvent },
  guards: flowGuards as never,
  actions: { ...assigns, perform: () => undefined } as never,
}).createMachine(config as never)
`

/** The chart as one TypeScript module that imports \`xstate\`, \`@marcbachmann/cel-js\` and \`re2js\` only, with its guards, assigns and \`renderEffect\`. */
export const exportMachineTs = (compiled: CompiledFlow): string =>
  [header(compiled.manifest.flow, compiled.manifest.compilerVersion), ...Object.values(runtimeSources), footer(compiled)].join('\n\n')
