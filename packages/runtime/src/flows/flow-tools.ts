import { compileFlow, readFlow, versionIdentity, type CompiledFlow, type FlowDocument, type FlowProblem } from '@callchart/flow'
import { trainUnderstanding, type UnderstandingModel } from '@callchart/nlu'
import type { UnderstandingSource } from '@callchart/protocol'

/** The pure functions that make a version from the text of a flow file. */
export interface FlowTools {
  /** JSON, schema and structure: the document where it could be read, and everything that is wrong with it. */
  readFlow(text: string): { readonly document?: FlowDocument; readonly problems: readonly FlowProblem[] }
  versionIdentity(document: FlowDocument): string
  compileFlow(document: FlowDocument): CompiledFlow
  trainUnderstanding(source: UnderstandingSource): UnderstandingModel
}

export const flowTools: FlowTools = { readFlow, versionIdentity, compileFlow, trainUnderstanding }
