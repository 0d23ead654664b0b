import { compileFlow, readFlow, versionIdentity } from '@callchart/flow'
import { trainUnderstanding } from '@callchart/nlu'
import type { FlowTools } from './flows/flow-tools.js'

/** The real functions that make versions out of flow files. */
export const flowTools: FlowTools = { readFlow, versionIdentity: (document) => versionIdentity(document), compileFlow, trainUnderstanding }
