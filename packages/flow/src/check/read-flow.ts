import type { FlowProblem } from '../contract/compiled.js'
import { said, type Said } from '../contract/said.js'
import { parseFlow } from '../document/parse.js'
import { readJson } from '../document/read-json.js'
import type { FlowDocument } from '../document/schema.js'
import { noResources, type FlowResources } from '../resources.js'
import { checkFlow } from './check-flow.js'
import { flowProblem } from './problem.js'

export interface ReadFlow {
  /** Absent where the text is no flow document at all. */
  readonly document?: FlowDocument
  readonly problems: readonly FlowProblem[]
}

const notJson = ({ en, zh }: Said): FlowProblem =>
  flowProblem(
    'FLOW_NOT_JSON',
    said(`The file is not JSON: ${en}.`, `该文件不是 JSON：${zh}。`),
    said('Correct it with an editor that knows JSON.', '请使用支持 JSON 的编辑器修正。'),
  )

/** Reads the text of a flow file: JSON, schema and structure in one go. */
export const readFlow = (text: string, resources: FlowResources = noResources): ReadFlow => {
  const read = readJson(text)
  if ('fault' in read) return { problems: [notJson(read.fault)] }
  const parsed = parseFlow(read.json)
  return 'document' in parsed ? { document: parsed.document, problems: checkFlow(parsed.document, resources) } : parsed
}
