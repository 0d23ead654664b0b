/** One ARI request: `path` has its parts encoded (`channels/…`), `query` has plain values. */
export interface AriRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
}

export interface AriAnswer {
  readonly status: number
  /** Parsed JSON; undefined where there is none. */
  readonly body: unknown
}

export interface AriListener {
  /** Events flow, and requests are taken. */
  opened(): void
  /** Of a connection that was opened; requests under way have failed before. */
  closed(): void
  /** Parsed JSON of an event; nobody has looked at its shape. */
  event(json: unknown): void
}

/** The two ways to an Asterisk's ARI look alike from here on. */
export interface AriTransport {
  readonly isOpen: boolean
  /** @throws RUNTIME_SWITCH_UNAVAILABLE not connected, no answer in time, or the connection broke meanwhile */
  request(request: AriRequest): Promise<AriAnswer>
  close(): void
}

/** The application, which must be free to list all channels: 2,000 of them are about 1.5 MB. */
export const longestMessageBytes = 8_388_608
export const requestDeadlineMs = 3_000

export const queryOf = (query: AriRequest['query'] = {}): string => {
  const text = new URLSearchParams(query).toString()
  return text === '' ? '' : `?${text}`
}

/** `path` with its parts encoded: ids come from the switch. */
export const ariPath = (strings: TemplateStringsArray, ...parts: readonly string[]): string =>
  strings.map((text, index) => (index === 0 ? text : encodeURIComponent(parts[index - 1] ?? '') + text)).join('')
