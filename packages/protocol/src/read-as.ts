import { z } from 'zod'

/**
 * `safeParse` for what JSON from outside has become. Lengths are compared by Zod 4 whatever the type, which throws at `{"length":{"valueOf":1,"toString":1}}` where a text is
 * wanted: no number can be made of that. It fits nothing.
 */
export function readAs<Schema extends z.ZodType>(schema: Schema, value: unknown, params?: z.core.ParseContext<z.core.$ZodIssue>): z.ZodSafeParseResult<z.output<Schema>> {
  try {
    return schema.safeParse(value, params)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const issue: z.core.$ZodIssue = { code: 'custom', path: [], message: 'Invalid input: a length of it is no number', input: value }
    return { success: false, error: new z.ZodError([issue]) } as z.ZodSafeParseError<z.output<Schema>>
  }
}
