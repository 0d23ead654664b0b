/** The zone in which the person is. */
export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

function offsetOf(timeZone: string, language: string): string {
  try {
    const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'longOffset' }).formatToParts()
    const offset = parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', 'UTC') ?? ''
    return offset === 'UTC' ? 'UTC+00:00' : offset
  } catch {
    return ''
  }
}

/** Every zone with how far its clocks are from UTC now; that of the person and that of the calendar first. */
export function timeZoneChoices(language: string, first: readonly string[]): readonly { readonly value: string; readonly label: string }[] {
  const all = new Set([...first.filter((zone) => zone !== ''), ...Intl.supportedValuesOf('timeZone'), 'UTC'])
  return [...all].map((value) => ({ value, label: `${value.replaceAll('_', ' ')} (${offsetOf(value, language)})` }))
}
