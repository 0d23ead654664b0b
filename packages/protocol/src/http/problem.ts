import { z } from 'zod'

/** RFC 9457 problem details; `code` is one of docs/errors.md. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string(),
  instance: z.string().optional(),
  code: z.string(),
  /** Where the request was wrong: JSON paths and messages. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

export type Problem = z.infer<typeof problemSchema>
