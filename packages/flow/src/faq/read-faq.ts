import type { z } from 'zod'
import { flowProblem } from '../check/problem.js'
import type { FlowProblem } from '../contract/compiled.js'
import { faqSchema, type Faq } from './schema.js'

export interface ReadFaq {
  /** Absent where the text is no list of questions and answers. */
  readonly faq?: Faq
  readonly problems: readonly FlowProblem[]
}

const invalid = (message: string): FlowProblem => flowProblem('FLOW_FAQ_INVALID', message, 'Correct it as flows/faq.schema.json says.')

const toProblem = ({ path, message }: z.core.$ZodIssue): FlowProblem => {
  const field = path.map(String).join('.')
  return { ...invalid(`${field === '' ? 'The list of questions' : `"${field}" of the list of questions`} does not fit: ${message}.`), path: field }
}

/** Reads the text of a file of questions and answers; what its flows make of it is theirs to check. */
export const readFaq = (text: string): ReadFaq => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { problems: [invalid(`The list of questions is not JSON: ${error instanceof Error ? error.message : String(error)}.`)] }
  }
  const parsed = faqSchema.safeParse(json)
  return parsed.success ? { faq: parsed.data, problems: [] } : { problems: parsed.error.issues.map(toProblem) }
}
