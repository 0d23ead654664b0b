import type { DraftDocument } from '@callchart/flow'
import type { PhraseReview } from '@callchart/nlu'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { useEditor } from '../editor/EditorContext.js'
import { sourceOf } from './intent-source.js'
import { askUnderstanding } from './understanding-client.js'

const afterMs = 800

/** How well the phrases tell the intents apart, one review a language; worked out behind the typing. */
export function useReview(): readonly PhraseReview[] {
  const document = useEditor((state) => state.document)
  const [intents] = useDebouncedValue(document.intents, afterMs)
  const { languages } = document
  const [reviews, setReviews] = useState<readonly PhraseReview[]>([])
  useEffect(() => {
    let isWanted = true
    const settled = { ...document, ...(intents !== undefined && { intents }) } as DraftDocument
    askUnderstanding({ type: 'review', sources: languages.map((language) => sourceOf(settled, language)) })
      .then((found) => {
        if (isWanted) setReviews(found)
      })
      .catch(() => undefined)
    return () => {
      isWanted = false
    }
  }, [intents, languages])
  return reviews
}
