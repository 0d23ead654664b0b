import { createFlowMachine, isOver, startSnapshot, statePath, step, variablesOf, type CompiledFlow } from '@callchart/flow'
import { createInterpreter, type Interpreter, type UnderstandingModel } from '@callchart/nlu'
import type { ReadyVersion } from './ready-version.js'

/** A stored version, as plain JSON. */
export interface StoredVersion {
  readonly version: string
  readonly compiled: CompiledFlow
  readonly models: readonly UnderstandingModel[]
}

const primary = (language: string): string => language.split('-')[0]?.toLowerCase() ?? ''

/** Makes the machine and the interpreters of a version, once for all its calls. */
export function makeReady({ version, compiled, models }: StoredVersion): ReadyVersion {
  const machine = createFlowMachine(compiled)
  const interpreters = new Map<string, Interpreter>(models.map((model) => [model.source.language.toLowerCase(), createInterpreter(model)]))
  return {
    version,
    manifest: compiled.manifest,
    start: () => startSnapshot(machine),
    step: (snapshot, event) => step(machine, snapshot, event),
    statePath,
    variablesOf,
    isOver,
    interpreterOf(language) {
      const exact = interpreters.get(language.toLowerCase())
      return exact ?? [...interpreters].find(([known]) => primary(known) === primary(language))?.[1]
    },
  }
}
