/** What the far side asks of this end of a line. */
export type LegCommand =
  | { readonly type: 'mark'; readonly id: string }
  | { readonly type: 'flush' }
  | { readonly type: 'hang-up' }
  /** Nothing that this end knows: passed over. */
  | { readonly type: 'unknown' }

const unknownCommand: LegCommand = { type: 'unknown' }

/**
 * The messages by which a browser is a telephone to the bridge: the JSON form of Asterisk's chan_websocket, the switch's side of it.
 *
 * @see https://docs.asterisk.org/Configuration/Channel-Drivers/WebSocket/
 */
export const mediaStart = (channelId: string): string =>
  JSON.stringify({
    event: 'MEDIA_START',
    connection_id: 'browser',
    channel: `WebSocket/browser/${channelId}`,
    channel_id: channelId,
    format: 'ulaw',
    optimal_frame_size: 160,
    ptime: 20,
    channel_variables: {},
  })

export const digitEnd = (channelId: string, digit: string): string => JSON.stringify({ event: 'DTMF_END', digit, channel_id: channelId })

export const markProcessed = (channelId: string, id: string): string => JSON.stringify({ event: 'MEDIA_MARK_PROCESSED', correlation_id: id, channel_id: channelId })

function fieldsOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>> | null
  } catch {
    return null
  }
}

export function readLegCommand(text: string): LegCommand {
  const fields = fieldsOf(text)
  switch (fields?.command) {
    case 'MARK_MEDIA':
      return typeof fields.correlation_id === 'string' ? { type: 'mark', id: fields.correlation_id } : unknownCommand
    case 'FLUSH_MEDIA':
      return { type: 'flush' }
    case 'HANGUP':
      return { type: 'hang-up' }
    default:
      return unknownCommand
  }
}
