import type { FlowProblem } from '../contract/compiled.js'
import { parseFlow } from '../document/parse.js'
import type { FlowDocument } from '../document/schema.js'
import { noResources, type FlowResources } from '../resources.js'
import { checkFlow } from './check-flow.js'
import { flowProblem } from './problem.js'

export interface ReadFlow {
  /** Absent where the text is no flow document at all. */
  readonly document?: FlowDocument
  readonly problems: readonly FlowProblem[]
}

/** Reads the text of a flow file: JSON, schema and structure in one go. */
export const readFlow = (text: string, resources: FlowResources = noResources): ReadFlow => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { problems: [flowProblem('FLOW_NOT_JSON', `The file is not JSON: ${error instanceof Error ? error.message : String(error)}.`, 'Correct it with an editor that knows JSON.')] }
  }
  const parsed = parseFlow(json)
  return 'document' in parsed ? { document: parsed.document, problems: checkFlow(parsed.document, resources) } : parsed
}
