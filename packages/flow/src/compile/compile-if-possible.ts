import type { CompiledFlow } from '../contract/compiled.js'
import type { FlowDocument } from '../document/schema.js'
import { FlowError } from '../errors.js'
import type { FlowResources } from '../resources.js'
import { compileFlow } from './compile-flow.js'

/** The chart; undefined where the document cannot be compiled: checks of the document say why. */
export const compileIfPossible = (document: FlowDocument, resources: FlowResources): CompiledFlow | undefined => {
  try {
    return compileFlow(document, resources)
  } catch (error) {
    if (error instanceof FlowError) return undefined
    throw error
  }
}
