import { z } from 'zod'

export const problemViewSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  nodeId: z.string().optional(),
  /** In English. */
  message: z.string(),
  wayOut: z.string(),
  /** The same in Chinese. */
  zh: z.object({ message: z.string(), wayOut: z.string() }),
  /** A call that shows it, as people read it: ids of the nodes that it comes to, and what happens. */
  counterExample: z
    .object({ confirmed: z.boolean(), path: z.array(z.string()), text: z.object({ en: z.array(z.string()), zh: z.array(z.string()) }) })
    .optional(),
  /** No call was found that shows it. */
  unproven: z.literal(true).optional(),
})

export const flowViewSchema = z.object({
  flow: z.string(),
  name: z.string(),
  /** The version new calls get; absent while the file has never been good. */
  version: z.string().optional(),
  publishedAt: z.string().optional(),
  /** The file's version is being trained; it goes live when it is ready. */
  preparing: z.literal(true).optional(),
  languages: z.array(z.string()),
  dnis: z.array(z.string()),
  /** Flows that run it as a sub-flow. */
  usedBy: z.array(z.string()),
  /** What is wrong with the file as it stands; the live version is kept meanwhile. */
  problems: z.array(problemViewSchema),
})

export const flowListSchema = z.object({ flows: z.array(flowViewSchema) })

export type ProblemView = z.infer<typeof problemViewSchema>
export type FlowView = z.infer<typeof flowViewSchema>
