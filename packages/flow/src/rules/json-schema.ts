import { z } from 'zod'
import { rulesSchema } from './schema.js'

/** The published JSON Schema of a file of rules (draft 2020-12), as text. */
export const rulesJsonSchemaText = (): string => {
  const schema = z.toJSONSchema(rulesSchema, { io: 'input', target: 'draft-2020-12' })
  return `${JSON.stringify({ title: 'Callchart rules', ...schema }, null, 2)}\n`
}
