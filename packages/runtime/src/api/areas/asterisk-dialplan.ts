import { z } from 'zod'
import type { Response } from 'express'
import { RuntimeError } from '../../errors.js'
import { AsteriskDialplan } from '../../switch/asterisk-dialplan.js'
import { writeOrder, type NumberedOrder } from '../../switch/asterisk-dialplan/order.js'
import type { SwitchConnector } from '../../switch/switch-port.js'
import { fitting } from '../problems.js'
import type { AnswersOf, Asked, Route } from '../route.js'
import { variableCount } from './calls.js'

const form = 'application/x-www-form-urlencoded'
const params = z.strictObject({ switchId: z.string().min(1).max(100) })
const problems = [400, 401, 404, 413, 415, 503] as const
const asking = { method: 'post', params, bodyType: form, bodyBytes: 20_000, status: 200, answerType: form, problems } as const

/** A dialplan's own requests: forms both ways, as Asterisk's CURL sends and reads them. */
export const asteriskDialplanRoutes = {
  asteriskCall: { ...asking, path: '/v1/switch/asterisk/:switchId/calls', summary: 'A dialplan without ARI has a caller, and asks what to do' },
  asteriskNext: { ...asking, path: '/v1/switch/asterisk/:switchId/next', summary: 'It has done that, and asks what is next; the answer may take 3 s' },
  asteriskAnswered: { ...asking, path: '/v1/switch/asterisk/:switchId/answered', summary: 'A human whom it dialled has answered' },
  asteriskLeft: { ...asking, path: '/v1/switch/asterisk/:switchId/left', summary: 'Its caller has left' },
} as const satisfies Record<string, Route>

export interface AsteriskDialplanAnswerParts {
  /** The switches by their names in the settings. */
  readonly switches: ReadonlyMap<string, SwitchConnector>
}

const lineId = z.string().min(1).max(150)
const word = z.string().max(40).default('')
export const callForm = z.object({ line: lineId, dnis: z.string().min(1).max(64), ani: z.string().max(64).default('') }).catchall(z.string().max(1_000))
export const nextForm = z.object({ line: lineId, n: z.coerce.number().int().min(0).max(1_000_000), status: word, cause: word })
const answeredForm = z.object({ line: lineId, leg: z.string().min(1).max(100) })
const leftForm = z.object({ line: lineId, cause: word })

type AskedByDialplan = Asked<typeof asking & { readonly path: string; readonly summary: string }>

/** @throws RUNTIME_SWITCH_UNKNOWN, RUNTIME_SWITCH_REFUSED */
function dialplanOf({ switches }: AsteriskDialplanAnswerParts, { params: { switchId }, request }: AskedByDialplan): AsteriskDialplan {
  const known = switches.get(switchId)
  if (!(known instanceof AsteriskDialplan)) throw new RuntimeError('RUNTIME_SWITCH_UNKNOWN', `No switch "${switchId}" is asked by its dialplan: name it in the settings.`)
  if (known.knows(request.headers.authorization)) return known
  throw new RuntimeError('RUNTIME_SWITCH_REFUSED', `The user or the password of switch "${switchId}" is wrong: make CALLCHART_LOGIN of its dialplan the same as in the settings.`)
}

/** @throws InvalidRequest */
function formOf<Schema extends z.ZodType>(schema: Schema, { request }: AskedByDialplan): z.output<Schema> {
  const text: unknown = request.body
  return fitting(schema, Object.fromEntries(new URLSearchParams(Buffer.isBuffer(text) ? text.toString('utf8') : '')), 'body')
}

function send(response: Response, order: NumberedOrder): undefined {
  if (!response.destroyed) response.type('text/plain').send(writeOrder(order))
}

export const answerAsteriskDialplan = (parts: AsteriskDialplanAnswerParts): AnswersOf<typeof asteriskDialplanRoutes> => ({
  async asteriskCall(asked, response) {
    const dialplan = dialplanOf(parts, asked)
    const { line, dnis, ani, ...others } = formOf(callForm, asked)
    const variables = Object.fromEntries(Object.entries(others).filter(([name]) => name.length <= 100).slice(0, variableCount))
    return send(response, await dialplan.arrived({ lineId: line, dnis, ...(ani === '' ? {} : { ani }), variables }))
  },
  async asteriskNext(asked, response) {
    const dialplan = dialplanOf(parts, asked)
    const { line, ...done } = formOf(nextForm, asked)
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    return send(response, await dialplan.next(line, done, gone.signal))
  },
  async asteriskAnswered(asked, response) {
    const { line, leg } = formOf(answeredForm, asked)
    await dialplanOf(parts, asked).answered(line, leg)
    response.type('text/plain').send('')
  },
  async asteriskLeft(asked, response) {
    const { line, cause } = formOf(leftForm, asked)
    await dialplanOf(parts, asked).left(line, cause)
    response.type('text/plain').send('')
  },
})
