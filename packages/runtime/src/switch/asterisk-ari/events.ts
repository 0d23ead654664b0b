import { z } from 'zod'

const id = z.string().min(1).max(150)
const text = z.string().max(4_000)

const channelSchema = z.looseObject({
  id,
  state: text,
  caller: z.looseObject({ number: text }).optional(),
  dialplan: z.looseObject({ context: text, exten: text, app_name: text, app_data: text }).optional(),
})

/** A channel as ARI shows it. */
export type AriChannel = z.infer<typeof channelSchema>

export const channelsSchema = z.array(channelSchema)
export const bridgesSchema = z.array(z.looseObject({ id: z.string().max(400), channels: z.array(z.string().max(400)) }))

const eventSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('StasisStart'), args: z.array(text).max(20), channel: channelSchema }),
  /** A channel leaves the application, for the dialplan or because it is over: of a caller no more is heard then, unless it was asked for. */
  z.looseObject({ type: z.literal('StasisEnd'), channel: channelSchema }),
  z.looseObject({ type: z.literal('ChannelStateChange'), channel: channelSchema }),
  /** Q.850 cause; `tech_cause` is a SIP status, or the close code of a media WebSocket. */
  z.looseObject({ type: z.literal('ChannelDestroyed'), channel: channelSchema, cause: z.number().int(), cause_txt: text.optional(), tech_cause: z.number().int().optional() }),
  /** A channel dials another: `caller` is absent where we placed the call. */
  z.looseObject({ type: z.literal('Dial'), dialstatus: text, caller: channelSchema.optional(), peer: channelSchema }),
  z.looseObject({ type: z.literal('ApplicationReplaced'), application: text }),
])

export type AriEvent = z.infer<typeof eventSchema>
type EventOf<Type extends AriEvent['type']> = Extract<AriEvent, { type: Type }>
export type StasisStart = EventOf<'StasisStart'>
export type ChannelDestroyed = EventOf<'ChannelDestroyed'>

const ofInterest: ReadonlySet<unknown> = new Set(eventSchema.options.map(({ shape }) => shape.type.value))
const typed = z.looseObject({ type: z.string() })

/** Undefined: an event that says nothing to us. @throws ZodError one that should, and is not of its shape */
export function readEvent(json: unknown): AriEvent | undefined {
  const { type } = typed.parse(json)
  return ofInterest.has(type) ? eventSchema.parse(json) : undefined
}
