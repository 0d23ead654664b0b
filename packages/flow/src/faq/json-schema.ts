import { z } from 'zod'
import { faqSchema } from './schema.js'

/** The published JSON Schema of a file of questions and answers (draft 2020-12), as text. */
export const faqJsonSchemaText = (): string => {
  const schema = z.toJSONSchema(faqSchema, { io: 'input', target: 'draft-2020-12' })
  return `${JSON.stringify({ title: 'Callchart questions and answers', ...schema }, null, 2)}\n`
}
