import { readAs } from '@callchart/protocol'
import { z } from 'zod'
import { MediaError } from '../errors.js'
import { streamDialect, type StreamStart, type StreamWords } from './stream-leg.js'
import { readParameters, unreadable, type StreamMessage } from './stream-message.js'
import { createWireCodec } from './wire-codec.js'

const startSchema = z.object({
  start: z.object({
    streamSid: z.string().min(1).max(100),
    callSid: z.string().max(100).optional(),
    customParameters: z.unknown(),
    mediaFormat: z.object({ encoding: z.string().max(40), sampleRate: z.coerce.number() }),
  }),
})

const readStart = (message: StreamMessage): StreamStart => {
  const parsed = readAs(startSchema, message)
  if (!parsed.success) throw unreadable('a "start" that Media Streams do not have')
  const { streamSid, callSid, customParameters, mediaFormat } = parsed.data.start
  if (mediaFormat.encoding !== 'audio/x-mulaw' || mediaFormat.sampleRate !== 8_000)
    throw new MediaError('MEDIA_UNKNOWN_CODEC', `The switch streams "${mediaFormat.encoding}" at ${mediaFormat.sampleRate} Hz: only audio/x-mulaw at 8,000 Hz is known of it.`)
  return {
    streamId: streamSid,
    parameters: { ...(callSid === undefined ? {} : { callSid }), ...readParameters(customParameters) },
    heard: createWireCodec('ulaw'),
  }
}

const words: StreamWords = {
  readStart,
  media: (streamSid) => [`{"event":"media","streamSid":${JSON.stringify(streamSid)},"media":{"payload":"`, '"}}'],
  mark: (streamSid, name) => ({ event: 'mark', streamSid, mark: { name } }),
  clear: (streamSid) => ({ event: 'clear', streamSid }),
  isUnordered: false,
}

/**
 * Twilio Media Streams both ways (`<Connect><Stream>`): its token comes as `<Parameter name="token">`, since the address may have no
 * query. Written after Twilio's documentation; tested against a scripted peer, not against Twilio.
 *
 * @see https://www.twilio.com/docs/voice/media-streams/websocket-messages
 */
export const twilioDialect = streamDialect('twilio', '/media/twilio', words)
