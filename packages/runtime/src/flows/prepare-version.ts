import type { CompiledFlow, FlowDocument, FlowResources } from '@callchart/flow'
import type { UnderstandingModel } from '@callchart/nlu'
import type { FlowTools } from './flow-tools.js'

/** Everything that calls of a version need, as plain JSON. */
export interface PreparedVersion {
  /** Sha-256 in hex: equal documents of one compiler have equal versions. */
  readonly version: string
  readonly document: FlowDocument
  readonly compiled: CompiledFlow
  /** One a language. */
  readonly models: readonly UnderstandingModel[]
}

/**
 * Compiles the chart and trains the models, once in a version's life: afterwards the stored version is used.
 * @param signal the version is not wanted any more
 * @throws FlowError, NluError on a document with errors
 */
export async function prepareVersion(
  document: FlowDocument,
  resources: FlowResources,
  tools: FlowTools,
  signal?: AbortSignal,
): Promise<PreparedVersion> {
  const compiled = tools.compileFlow(document, resources)
  const models = await Promise.all(compiled.manifest.understanding.map(async (source) => tools.trainUnderstanding(source, signal)))
  return { version: tools.versionIdentity(document, resources), document, compiled, models }
}
