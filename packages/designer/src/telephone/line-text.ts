import type { TranscriptEntry } from '@callchart/protocol'
import { useTranslation } from 'react-i18next'

/** What a line of a transcript says; notes of the system in the language of the page. */
export function useLineText(): (entry: Pick<TranscriptEntry, 'text' | 'note'>) => string {
  const { t } = useTranslation('softphone')
  return ({ text, note }) => (note === undefined ? text : t(`transcript.notes.${note}`))
}
