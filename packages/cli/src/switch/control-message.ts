/** A command that the media server sends the switch: a bare word, or JSON. */
export interface SwitchCommand {
  readonly command: string
  readonly correlationId?: string
  readonly direction?: string
}

/** Longer text messages are ignored by the switch, with a line in its log only. */
export const maxTextBytes = 128
/** A longer binary message closes the connection with 1009. */
export const maxBinaryBytes = 65_535

/** Nothing where the text is no command at all. */
export function parseSwitchCommand(text: string): SwitchCommand | undefined {
  if (!text.startsWith('{')) {
    const [command = '', correlationId] = text.trim().split(/\s+/)
    return command === '' ? undefined : { command, ...(correlationId === undefined ? {} : { correlationId }) }
  }
  return parseJson(text)
}

function parseJson(text: string): SwitchCommand | undefined {
  try {
    const fields = JSON.parse(text) as Record<string, unknown>
    if (typeof fields.command !== 'string') return undefined
    return {
      command: fields.command,
      ...(typeof fields.correlation_id === 'string' ? { correlationId: fields.correlation_id } : {}),
      ...(typeof fields.direction === 'string' ? { direction: fields.direction } : {}),
    }
  } catch {
    return undefined
  }
}

export type ControlFormat = 'json' | 'plain-text'
export type SwitchFields = Readonly<Record<string, string | number | boolean | Readonly<Record<string, string>>>>

/** What the switch tells: `{"event":"DTMF_END",…}`, or `DTMF_END digit:1 …`, where objects are left out. */
export function renderSwitchEvent(format: ControlFormat, event: string, fields: SwitchFields): string {
  if (format === 'json') return JSON.stringify({ event, ...fields })
  return [event, ...Object.entries(fields).flatMap(([key, value]) => (typeof value === 'object' ? [] : [`${key}:${value}`]))].join(' ')
}
