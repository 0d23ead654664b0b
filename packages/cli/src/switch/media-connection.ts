import { WebSocket, type RawData } from 'ws'
import { CliError, messageOf } from '../errors.js'
import { MediaLeg, type LegObserver, type MediaLegOptions } from './media-leg.js'

const openWithinMs = 5_000

export interface MediaConnection {
  readonly leg: MediaLeg
  /** True until either side has ended the connection. */
  readonly isOpen: boolean
  /** Resolves when the connection has ended, with the close code. */
  readonly closed: Promise<number>
  /** The telephone hangs up: close 1000, as the switch does it. */
  hangUp(): void
}

/**
 * Dials the media server as the switch does and sends MEDIA_START.
 * @throws CliError CLI_MEDIA_REFUSED when the upgrade is refused or takes longer than 5 s
 */
export async function dialMedia(url: string, options: MediaLegOptions, observer: LegObserver = {}): Promise<MediaConnection> {
  const socket = new WebSocket(url, ['media'], { perMessageDeflate: false, handshakeTimeout: openWithinMs })
  const leg = new MediaLeg(
    {
      send: (message) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(message)
      },
      close: (code) => socket.close(code),
    },
    options,
    observer,
  )
  socket.on('message', (data: RawData, isBinary: boolean) => {
    const bytes = asBytes(data)
    if (isBinary) leg.receiveAudio(bytes)
    else leg.receiveText(bytes.toString('utf8'))
  })
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', (error) =>
      reject(
        new CliError(
          'CLI_MEDIA_REFUSED',
          `The bridge refused the media connection: ${messageOf(error)}. Ask for a new media URL; it is good for one connection.`,
          { cause: error },
        ),
      ),
    )
  })
  socket.on('error', (error) => observer.ignored?.(messageOf(error)))
  leg.start()
  return {
    leg,
    get isOpen() {
      return socket.readyState === WebSocket.OPEN
    },
    closed,
    hangUp: () => socket.close(1000),
  }
}

function asBytes(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}
