import type { CompiledFlow, FlowMachine } from '../contract/compiled.js'
import { createFlowMachine } from '../step/machine.js'
import { chartRules, type ChartRules } from './chart-rules.js'

/** A flow made ready for being gone through. */
export interface ExploredFlow {
  readonly compiled: CompiledFlow
  readonly machine: FlowMachine
  readonly rules: ChartRules
}

export const exploredFlow = (compiled: CompiledFlow, machine: FlowMachine = createFlowMachine(compiled)): ExploredFlow => ({
  compiled,
  machine,
  rules: chartRules(compiled),
})
