import type { TFunction } from 'i18next'

/** A stretch of time as people read it. */
export function tellTime(t: TFunction<'simulator'>, ms: number): string {
  if (ms < 1_000 && ms > 0) return t('time.ms', { count: ms })
  const seconds = Math.round(ms / 1_000)
  if (seconds < 60) return t('time.seconds', { count: seconds })
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  return rest === 0 ? t('time.minutes', { minutes }) : t('time.minutesSeconds', { minutes, seconds: rest })
}
