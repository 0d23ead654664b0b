import { flowProblem } from '../check/problem.js'
import type { FlowProblem } from '../contract/compiled.js'
import { said, type Said } from '../contract/said.js'
import { fitSchema, type SchemaFault } from '../document/fit-schema.js'
import { readJson } from '../document/read-json.js'
import { faqSchema, type Faq } from './schema.js'

export interface ReadFaq {
  /** Absent where the text is no list of questions and answers. */
  readonly faq?: Faq
  readonly problems: readonly FlowProblem[]
}

const invalid = (message: Said): FlowProblem =>
  flowProblem('FLOW_FAQ_INVALID', message, said('Correct it as flows/faq.schema.json says.', '请按 flows/faq.schema.json 的说明修正。'))

const toProblem = ({ path, reason }: SchemaFault): FlowProblem => {
  const field = path.map(String).join('.')
  const place = field === '' ? said('The list of questions', '知识库') : said(`"${field}" of the list of questions`, `知识库的字段“${field}”`)
  return { ...invalid(said(`${place.en} does not fit: ${reason.en}.`, `${place.zh}不符合格式要求：${reason.zh}。`)), path: field }
}

/** Reads the text of a file of questions and answers; what its flows make of it is theirs to check. */
export const readFaq = (text: string): ReadFaq => {
  const read = readJson(text)
  if ('fault' in read) return { problems: [invalid(said(`The list of questions is not JSON: ${read.fault.en}.`, `知识库不是 JSON：${read.fault.zh}。`))] }
  const fitted = fitSchema(faqSchema, read.json)
  return 'value' in fitted ? { faq: fitted.value, problems: [] } : { problems: fitted.faults.map(toProblem) }
}
