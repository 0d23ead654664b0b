import { z } from 'zod'
import { RuntimeError } from '../../errors.js'
import type { SwitchConnector } from '../../switch/switch-port.js'
import { twilioForm, twilioRequests, TwilioSwitch } from '../../switch/twilio.js'
import { fitting } from '../problems.js'
import type { AnswersOf, Route } from '../route.js'

/** Twilio's own requests: forms in, TwiML out. */
export const twilioRoutes = {
  twilioAsks: {
    method: 'post',
    path: '/v1/switch/twilio/:switchId/:what',
    summary: 'Twilio has a call, or tells of one; its requests are signed',
    params: z.strictObject({ switchId: z.string().min(1).max(100), what: z.enum(twilioRequests) }),
    query: z.strictObject({ key: z.string().min(1).max(100).default('') }),
    bodyType: 'application/x-www-form-urlencoded',
    bodyBytes: 60_000,
    status: 200,
    answerType: 'text/xml',
    problems: [400, 401, 404, 413, 415, 503],
  },
} as const satisfies Record<string, Route>

export interface TwilioAnswerParts {
  /** The switches by their names in the settings. */
  readonly switches: ReadonlyMap<string, SwitchConnector>
}

export const answerTwilio = ({ switches }: TwilioAnswerParts): AnswersOf<typeof twilioRoutes> => ({
  async twilioAsks({ params: { switchId, what }, query: { key }, request }, response) {
    const twilio = switches.get(switchId)
    if (!(twilio instanceof TwilioSwitch)) throw new RuntimeError('RUNTIME_SWITCH_UNKNOWN', `No switch "${switchId}" is Twilio: name it in the settings.`)
    const body: unknown = request.body
    const form = new URLSearchParams(Buffer.isBuffer(body) ? body.toString('utf8') : '')
    if (!twilio.isSigned(request.get('x-twilio-signature'), request.originalUrl, form))
      throw new RuntimeError('RUNTIME_SWITCH_REFUSED', `A request for switch "${switchId}" is not signed by its account: make authToken and publicUrl in the settings the same as at Twilio.`)
    fitting(twilioForm, Object.fromEntries(form), 'body')
    const twiml = await twilio.asked(what, form, key)
    if (twiml === undefined) response.status(204).end()
    else response.type('text/xml').send(twiml)
    return undefined
  },
})
