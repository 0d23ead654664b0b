import { compileFlow, parseFlow, versionIdentity } from '@callchart/flow'
import { trainUnderstanding } from '@callchart/nlu'
import type { FlowTools } from './flows/flow-tools.js'

/** The real functions that make versions out of flow files. */
export const flowTools: FlowTools = {
  readFlow(text) {
    const parsed = parseFlow(JSON.parse(text))
    return 'document' in parsed ? { document: parsed.document, problems: [] } : parsed
  },
  versionIdentity: (document) => versionIdentity(document),
  compileFlow,
  trainUnderstanding,
}
