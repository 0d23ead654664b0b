import type { Scenario } from './scenario.js'
import { runtimeDies } from './scenarios/runtime-dies.js'

export const scenarios: readonly Scenario[] = [runtimeDies]
