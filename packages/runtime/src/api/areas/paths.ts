import { z } from 'zod'

export const callPathSchema = z.strictObject({ callId: z.string().min(1).max(100) })
export const flowPathSchema = z.strictObject({ flow: z.string().min(1).max(100) })
export const queuePathSchema = z.strictObject({
  queue: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/)
    .max(60),
})
