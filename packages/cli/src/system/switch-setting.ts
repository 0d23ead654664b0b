import { z } from 'zod'

const switchId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, 'write letters, digits, - and _')
const user = z.string().regex(/^[^:]{1,100}$/, 'a user has no colon')
const password = z.string().min(8, 'a password has 8 signs or more').max(200)
const dialStrings = z.strictObject({ extension: z.string().includes('{extension}'), sip: z.string().includes('{address}'), number: z.string().includes('{number}') })

/** SWITCHES of the environment. */
export const switchesSchema = z
  .array(z.strictObject({ type: z.literal('asterisk-dialplan'), switchId, user, password, dialStrings: dialStrings.optional() }).transform(({ dialStrings: own, ...rest }) => ({ ...rest, ...(own !== undefined && { dialStrings: own }) })))
  .min(1)
  .refine((switches) => new Set(switches.map((each) => each.switchId)).size === switches.length, 'two switches have the same switchId')
