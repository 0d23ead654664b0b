/** Headers of a message of the event socket, by name. */
export type SocketHeaders = Readonly<Record<string, string>>

export interface SocketMessage {
  readonly headers: SocketHeaders
  readonly body: string
}

/** An event with all variables of a channel has some 20 kB; the list of a thousand channels less than this. */
const maxMessageBytes = 2_000_000

const decode = (value: string): string => {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** Lines of `Name: value`, the values percent-encoded in events. */
const readHeaders = (text: string): Record<string, string> => {
  const headers: Record<string, string> = Object.create(null) as Record<string, string>
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) headers[line.slice(0, colon).trim()] = decode(line.slice(colon + 1).trim())
  }
  return headers
}

const lengthOf = ({ 'Content-Length': length = '0' }: SocketHeaders): number => (/^\d{1,9}$/.test(length) ? Number(length) : Number.NaN)

/** An event is headers again, and may have a body of its own. */
export const readEvent = (text: string): SocketMessage => {
  const end = text.indexOf('\n\n')
  const headers = readHeaders(end < 0 ? text : text.slice(0, end))
  return { headers, body: end < 0 ? '' : text.slice(end + 2) }
}

/** Finds the messages in bytes that come in pieces of any length. */
export class SocketReader {
  private rest: Buffer = Buffer.alloc(0)
  /** Behind the rest; joined only when a message may be whole: a long one that comes in many pieces is copied once. */
  private pieces: Buffer[] = []
  private keptBytes = 0
  private neededBytes = 1

  /** @throws Error the bytes are none of an event socket */
  push(bytes: Buffer): SocketMessage[] {
    this.pieces.push(bytes)
    this.keptBytes += bytes.length
    if (this.keptBytes < this.neededBytes) return []
    this.rest = Buffer.concat([this.rest, ...this.pieces.splice(0)])
    const messages: SocketMessage[] = []
    for (let message = this.take(); message !== undefined; message = this.take()) messages.push(message)
    this.keptBytes = this.rest.length
    return messages
  }

  private take(): SocketMessage | undefined {
    this.neededBytes = this.rest.length + 1
    const end = this.rest.indexOf('\n\n')
    if (end < 0) {
      if (this.rest.length > maxMessageBytes) throw new Error('a message is too long')
      return undefined
    }
    const headers = readHeaders(this.rest.toString('utf8', 0, end))
    const length = lengthOf(headers)
    if (!(length <= maxMessageBytes)) throw new Error('a message has no usable length')
    const bodyEnd = end + 2 + length
    if (this.rest.length < bodyEnd) {
      this.neededBytes = bodyEnd
      return undefined
    }
    const body = this.rest.toString('utf8', end + 2, bodyEnd)
    this.rest = this.rest.subarray(bodyEnd)
    return { headers, body }
  }
}
