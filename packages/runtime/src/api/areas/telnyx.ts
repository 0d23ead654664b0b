import { z } from 'zod'
import { RuntimeError } from '../../errors.js'
import type { SwitchConnector } from '../../switch/switch-port.js'
import { TelnyxSwitch } from '../../switch/telnyx.js'
import type { AnswersOf, Route } from '../route.js'

/** Telnyx' webhooks. */
export const telnyxRoutes = {
  telnyxTells: {
    method: 'post',
    path: '/v1/switch/telnyx/:switchId',
    summary: 'Telnyx has a call, or tells of one; its webhooks are signed',
    params: z.strictObject({ switchId: z.string().min(1).max(100) }),
    bodyType: 'application/json',
    bodyBytes: 60_000,
    status: 200,
    problems: [401, 404, 413, 415, 503],
  },
} as const satisfies Record<string, Route>

export interface TelnyxAnswerParts {
  /** The switches by their names in the settings. */
  readonly switches: ReadonlyMap<string, SwitchConnector>
}

export const answerTelnyx = ({ switches }: TelnyxAnswerParts): AnswersOf<typeof telnyxRoutes> => ({
  async telnyxTells({ params: { switchId }, request }) {
    const telnyx = switches.get(switchId)
    if (!(telnyx instanceof TelnyxSwitch)) throw new RuntimeError('RUNTIME_SWITCH_UNKNOWN', `No switch "${switchId}" is Telnyx: name it in the settings.`)
    const given: unknown = request.body
    const body = Buffer.isBuffer(given) ? given : Buffer.alloc(0)
    if (!telnyx.isSigned({ signature: request.get('telnyx-signature-ed25519'), timestamp: request.get('telnyx-timestamp'), body }))
      throw new RuntimeError('RUNTIME_SWITCH_REFUSED', `A webhook for switch "${switchId}" is not signed by its account, or too old: check publicKey in the settings, and the clock.`)
    await telnyx.told(body)
    return {}
  },
})
