import { useTranslation } from 'react-i18next'

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const
/** Further back a date says more than a number of days. */
const longestAgoMs = 7 * 86_400_000

/** What the platform calls `now` is 现在, which nobody says of a thing that is done. */
const justNow = (language: string): string => (language === 'zh-CN' ? '刚刚' : 'just now')

/** @param at ISO 8601; @param now milliseconds since the epoch */
export function tellAgo(at: string, language: string, now: number): string {
  const agoMs = now - Date.parse(at)
  if (Number.isNaN(agoMs)) return ''
  if (agoMs > longestAgoMs) return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(at))
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const unit = units.find(([, ms]) => agoMs >= ms)
  return unit === undefined ? justNow(language) : relative.format(-Math.floor(agoMs / unit[1]), unit[0])
}

export const tellTime = (at: string, language: string): string => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))

/** Tells times in the language of the interface: how long ago, and the time itself. */
export function useTimes(): { readonly ago: (at: string) => string; readonly time: (at: string) => string } {
  const { language } = useTranslation().i18n
  return { ago: (at) => tellAgo(at, language, Date.now()), time: (at) => tellTime(at, language) }
}
