import { z } from 'zod'
import { RuntimeError } from '../errors.js'

const answerWithinMs = 5_000
const maxAnswerChars = 1_000_000

export interface RestRequest {
  /** Of the carrier, for messages. */
  readonly carrier: string
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | URLSearchParams | undefined
}

export interface RestAnswer {
  readonly status: number
  readonly body: string
}

/** Asks a carrier's REST API once. @throws RUNTIME_SWITCH_UNAVAILABLE it did not answer in 5 s */
export async function askRest({ carrier, method, url, headers, body }: RestRequest): Promise<RestAnswer> {
  try {
    const answer = await fetch(url, { method, headers, signal: AbortSignal.timeout(answerWithinMs), redirect: 'error', ...(body !== undefined && { body }) })
    const text = await answer.text()
    if (text.length > maxAnswerChars) throw new Error('the answer is too large')
    return { status: answer.status, body: text }
  } catch (error) {
    throw new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', `${carrier} could not be told: its REST API did not answer. Check the network, and restUrl in the settings.`, { cause: error, retryable: true })
  }
}

/** The carrier says no, and not because of the call. */
export const restRefused = (carrier: string, status: number): RuntimeError =>
  new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', `${carrier} refused with HTTP ${status}: check the account of the switch in the settings, and its numbers.`, { fields: { status } })

/** @throws RUNTIME_SWITCH_UNAVAILABLE the answer is none of this API; where it is no JSON its parser would quote it, numbers included */
export const readRest = <Schema extends z.ZodType>(carrier: string, schema: Schema, body: string): z.output<Schema> => {
  try {
    return schema.parse(JSON.parse(body))
  } catch (error) {
    throw new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', `${carrier} answered with something that its REST API does not have: check restUrl in the settings.`, error instanceof z.ZodError ? { cause: error } : {})
  }
}
