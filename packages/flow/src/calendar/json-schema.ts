import { z } from 'zod'
import { calendarSchema } from './schema.js'

/** The published JSON Schema of a calendar file (draft 2020-12), as text. */
export const calendarJsonSchemaText = (): string => {
  const schema = z.toJSONSchema(calendarSchema, { io: 'input', target: 'draft-2020-12' })
  return `${JSON.stringify({ title: 'Callchart calendar', ...schema }, null, 2)}\n`
}
