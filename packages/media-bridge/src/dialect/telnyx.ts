import { readAs, type MediaCodec } from '@callchart/protocol'
import { z } from 'zod'
import { MediaError } from '../errors.js'
import { streamDialect, type StreamStart, type StreamWords } from './stream-leg.js'
import { readParameters, unreadable, type StreamMessage } from './stream-message.js'
import { createNetworkOrderCodec, createWireCodec, type WireCodec } from './wire-codec.js'

const startSchema = z.object({
  stream_id: z.string().min(1).max(100),
  start: z.object({
    call_control_id: z.string().max(200).optional(),
    custom_parameters: z.unknown(),
    media_format: z.object({ encoding: z.string().max(40), sample_rate: z.coerce.number(), channels: z.coerce.number().optional() }),
  }),
})

const codecs: Readonly<Record<string, MediaCodec>> = { 'PCMU/8000': 'ulaw', 'PCMA/8000': 'alaw', 'L16/8000': 'slin', 'L16/16000': 'slin16' }

/** @param format encoding and rate, such as `PCMU/8000` */
const codecOf = (format: string): WireCodec => {
  const codec = codecs[format]
  if (codec === undefined)
    throw new MediaError('MEDIA_UNKNOWN_CODEC', `The switch streams ${format.slice(0, 60)}: let it use PCMU, PCMA or L16 at 8,000 or 16,000 Hz.`)
  return codec === 'slin' || codec === 'slin16' ? createNetworkOrderCodec(codec) : createWireCodec(codec)
}

/** Names the codec in which the switch wants to hear us, such as `PCMA/8000`, where it is not PCMU: its `start` does not say it. */
const spokenName = 'spokenCodec'

const readStart = (message: StreamMessage): StreamStart => {
  const parsed = readAs(startSchema, message)
  if (!parsed.success) throw unreadable('a "start" that media streaming does not have')
  const { stream_id: streamId, start } = parsed.data
  const { encoding, sample_rate: rate, channels = 1 } = start.media_format
  if (channels !== 1) throw new MediaError('MEDIA_UNKNOWN_CODEC', `The switch streams ${channels} channels: let it stream the inbound track alone.`)
  const { [spokenName]: spoken = 'PCMU/8000', ...parameters } = readParameters(start.custom_parameters)
  return {
    streamId,
    parameters: { ...(start.call_control_id === undefined ? {} : { call_control_id: start.call_control_id }), ...parameters },
    heard: codecOf(`${encoding}/${rate}`),
    spoken: codecOf(spoken),
  }
}

const words: StreamWords = {
  readStart,
  media: () => ['{"event":"media","media":{"payload":"', '"}}'],
  mark: (_, name) => ({ event: 'mark', mark: { name } }),
  clear: () => ({ event: 'clear' }),
  isUnordered: true,
}

/**
 * Telnyx media streaming with `stream_bidirectional_mode: rtp`; what it hears and what it says may be of two codecs. L16 is in network
 * byte order, as RFC 3551 has it (its documentation does not say; other clients of it send it so). Written after Telnyx' documentation;
 * tested against a scripted peer, not against Telnyx.
 *
 * @see https://developers.telnyx.com/api-reference/websockets/stream-call-media-over-websocket
 */
export const telnyxDialect = streamDialect('telnyx', '/media/telnyx', words)
