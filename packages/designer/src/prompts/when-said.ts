import type { TFunction } from 'i18next'
import type { Several } from './prompt-places.js'

/** When the text of this place is said. @param index from 0 */
export function whenSaid(index: number, count: number, several: Several, t: TFunction<'prompts'>): string {
  const number = index + 1
  if (several === 'attempts') return count === 1 ? t('when.everyAttempt') : number === count ? t('when.lastAttempt', { number }) : t('when.attempt', { number })
  return count === 1 ? t('when.everyVisit') : number === count ? t('when.lastVisit', { number }) : t('when.visit', { number })
}
