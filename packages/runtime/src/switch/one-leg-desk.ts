import type { CallAnswerParts } from '../api/areas/calls.js'
import { startCall } from '../api/areas/calls.js'
import { RuntimeError } from '../errors.js'
import type { LineDesk } from './switch-port.js'

type DeskParts = Pick<CallAnswerParts, 'directory' | 'mediaUrl' | 'callStarted' | 'versionFor'>

/** Calls that are one bot leg: the line ends with it. */
export const createOneLegDesk = (parts: DeskParts): LineDesk => ({
  async arrived({ dnis, ani, variables, switchId }, line) {
    const ready = await parts.versionFor({ dnis, ani, variables, switchId })
    if (ready === undefined) throw new RuntimeError('RUNTIME_FLOW_UNKNOWN', `No flow answers ${dnis}: see GET /v1/flows for what is live.`)
    const { callId, mediaUrl } = await startCall(parts, ready, { direction: 'inbound', dnis, variables: { ...variables }, ...(ani !== undefined && { ani }) })
    const endMedia = (): void => void parts.directory.hangUp(callId, 'normal').catch(() => undefined)
    return {
      callId,
      mediaUrl,
      endMedia,
      told(fact) {
        if (fact.type === 'media.lost') void line.hangUp('normal')
        if (fact.type === 'line.left') endMedia()
      },
    }
  },
  found: () => Promise.resolve(undefined),
})
