import { readAs } from '@callchart/protocol'
import { z } from 'zod'
import type { LegOutcome, SipHeaders } from '../switch-port.js'

const headerSchema = z.object({ name: z.string().max(100), value: z.string().max(4_000) })

const payloadSchema = z.object({
  call_control_id: z.string().min(1).max(200),
  client_state: z.string().max(2_000).nullish(),
  direction: z.string().max(20).nullish(),
  from: z.string().max(255).default(''),
  to: z.string().max(255).default(''),
  hangup_cause: z.string().max(60).default(''),
  hangup_source: z.string().max(40).default(''),
  sip_hangup_cause: z.string().max(20).default(''),
  result: z.string().max(60).default(''),
  sip_headers: z.array(headerSchema).max(100).nullish(),
  custom_headers: z.array(headerSchema).max(100).nullish(),
})

const webhookSchema = z.object({ data: z.object({ id: z.string().max(100).default(''), event_type: z.string().min(1).max(100), payload: payloadSchema }) })

export type TelnyxPayload = z.infer<typeof payloadSchema>

export interface TelnyxWebhook {
  readonly id: string
  readonly type: string
  readonly payload: TelnyxPayload
}

/** @returns undefined: it is of something else than a call, or none at all */
export const readWebhook = (body: Buffer): TelnyxWebhook | undefined => {
  let json: unknown
  try {
    json = JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
  const parsed = readAs(webhookSchema, json)
  if (!parsed.success) return undefined
  const { id, event_type: type, payload } = parsed.data.data
  return { id, type, payload }
}

const stateSchema = z.object({ line: z.string().min(1).max(200), leg: z.string().max(100).optional() })

/** What a call of ours is, in each of its webhooks: the call of a line that we placed, or of a human beside a line. */
export type LegState = { readonly line: string; readonly leg?: string | undefined }

export const legState = (state: LegState): string => Buffer.from(JSON.stringify(state)).toString('base64')

export const readLegState = (clientState: string | null | undefined): LegState | undefined => {
  if (clientState === null || clientState === undefined || clientState === '') return undefined
  try {
    return stateSchema.parse(JSON.parse(Buffer.from(clientState, 'base64').toString('utf8')))
  } catch {
    return undefined
  }
}

const outcomes: Readonly<Record<string, LegOutcome>> = { user_busy: 'busy', call_rejected: 'declined', timeout: 'no-answer', no_answer: 'no-answer', originator_cancel: 'no-answer' }

/** Why nobody answered. */
export const outcomeOf = ({ hangup_cause: cause, sip_hangup_cause: sipCause }: TelnyxPayload): LegOutcome =>
  outcomes[cause] ?? (sipCause === '603' ? 'declined' : sipCause === '486' ? 'busy' : sipCause === '480' || sipCause === '487' ? 'no-answer' : 'failed')

export const writeHeaders = (headers: SipHeaders): readonly { readonly name: string; readonly value: string }[] => Object.entries(headers).map(([name, value]) => ({ name, value }))

export const headersOf = ({ sip_headers: sip, custom_headers: custom }: TelnyxPayload): Record<string, string> =>
  Object.fromEntries([...(sip ?? []), ...(custom ?? [])].map(({ name, value }) => [name, value]))
