/** Fields of one message of the manager interface; names as it has them, the last one of a name. */
export type ManagerMessage = ReadonlyMap<string, string>

const longestMessageBytes = 65_536

/** Lines of `Name: value`, an empty line ends a message. The first line of a connection is a banner, which belongs to none. */
export class ManagerReader {
  private rest = ''
  private fields = new Map<string, string>()
  private sizeBytes = 0

  /** @returns the messages that are whole now; undefined: the peer sends more than any message has, or no such text */
  read(text: string): readonly ManagerMessage[] | undefined {
    const messages: ManagerMessage[] = []
    const lines = (this.rest + text).split('\n')
    this.rest = lines.pop() ?? ''
    for (const line of lines) {
      this.sizeBytes += line.length
      if (this.sizeBytes > longestMessageBytes) return undefined
      const message = this.take(line.replace(/\r$/, ''))
      if (message !== undefined) messages.push(message)
    }
    return this.rest.length > longestMessageBytes ? undefined : messages
  }

  private take(line: string): ManagerMessage | undefined {
    if (line !== '') {
      const colon = line.indexOf(':')
      if (colon > 0) this.fields.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim())
      return undefined
    }
    const message = this.fields
    this.fields = new Map()
    this.sizeBytes = 0
    return message.size === 0 ? undefined : message
  }
}
