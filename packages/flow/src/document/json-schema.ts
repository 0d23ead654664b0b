import { z } from 'zod'
import { flowDocumentSchema } from './schema.js'

/** The published JSON Schema of a flow file (draft 2020-12), as text. */
export const flowJsonSchemaText = (): string => {
  const schema = z.toJSONSchema(flowDocumentSchema, { io: 'input', target: 'draft-2020-12' })
  return `${JSON.stringify({ title: 'Callchart flow', ...schema }, null, 2)}\n`
}
