import { z } from 'zod'

const switchId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, 'write letters, digits, - and _')
const user = z.string().regex(/^[^:]{1,100}$/, 'a user has no colon')
const password = z.string().min(8, 'a password has 8 signs or more').max(200)
const dialStrings = z.strictObject({ extension: z.string().includes('{extension}'), sip: z.string().includes('{address}'), number: z.string().includes('{number}') })

const target = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('extension'), extension: z.string() }),
  z.strictObject({ type: z.literal('sip'), address: z.string() }),
  z.strictObject({ type: z.literal('number'), number: z.string() }),
])
const webUrl = z.url({ protocol: /^https?$/ })
/** Of what a carrier in the cloud needs to reach us. */
const carrier = {
  switchId,
  mediaUrl: z.url({ protocol: /^wss?$/ }).optional(),
  restUrl: webUrl.optional(),
  extensionAddress: z.string().startsWith('sip:').includes('{extension}').optional(),
  fallback: target.optional(),
}
const names = z.array(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'write the names alone')).max(50)
const section = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'name a section of websocket_client.conf')
const manager = z.strictObject({ host: z.string().min(1), port: z.number().int().min(1).max(65_535), user, password })
const folder = z.string().regex(/^(\/[\w.-]+)+$/, 'name a folder from / on, of letters, digits, -, . and _').max(200).refine((path) => !path.includes('..'), 'a folder has no ..')

const ari = z.strictObject({
  type: z.literal('asterisk-ari'),
  switchId,
  user,
  password,
  url: z.url({ protocol: /^https?$/ }).optional(),
  app: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,19}$/, 'an application has 20 small letters, digits and - at most')
    .optional(),
  mediaSections: z.record(z.string(), section).optional(),
  format: z.enum(['ulaw', 'alaw', 'slin16']).optional(),
  answers: z.enum(['with-media', 'at-once']).optional(),
  headers: names.optional(),
  variables: names.optional(),
  dialStrings: dialStrings.optional(),
  referHeaders: z.boolean().optional(),
  manager: manager.optional(),
  recordings: folder.optional(),
  recordingsHere: z.string().startsWith('/').max(400).optional(),
})

const dialplan = z
  .strictObject({ type: z.literal('asterisk-dialplan'), switchId, user, password, dialStrings: dialStrings.optional(), referHeaders: z.boolean().optional() })
  .transform(({ dialStrings: own, referHeaders, ...rest }) => ({ ...rest, ...(own !== undefined && { dialStrings: own }), ...(referHeaders !== undefined && { referHeaders }) }))
const twilio = z.strictObject({ type: z.literal('twilio'), ...carrier, publicUrl: webUrl, accountSid: z.string().min(1).max(100), authToken: z.string().min(1).max(200) })

const telnyx = z.strictObject({
  type: z.literal('telnyx'),
  ...carrier,
  apiKey: z.string().min(1).max(200),
  publicKey: z.base64().length(44, 'the public key of the account is 44 signs of base64'),
  connectionId: z.string().min(1).max(100),
  number: z.string().regex(/^\+\d{2,20}$/, 'write the number with + and digits'),
})
const freeswitch = z.strictObject({
  type: z.literal('freeswitch'),
  switchId,
  host: z.string().min(1).max(255),
  port: z.number().int().min(1).max(65_535).default(8_021),
  password: z.string().min(1).max(200).regex(/^[^\r\n]*$/, 'a password is one line'),
  mediaUrl: z.url({ protocol: /^wss?$/ }).optional(),
  dialStrings: dialStrings.optional(),
  fallback: z.strictObject({ extension: z.string().regex(/^[\w.+*#-]{1,64}$/), context: z.string().regex(/^[\w.-]{1,64}$/) }).optional(),
})

/** SWITCHES of the environment. */
export const switchesSchema = z
  .array(z.discriminatedUnion('type', [ari, dialplan, freeswitch, telnyx, twilio]))
  .min(1)
  .refine((switches) => new Set(switches.map((each) => each.switchId)).size === switches.length, 'two switches have the same switchId')
