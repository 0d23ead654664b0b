import type { Json } from '@callchart/flow'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { valueAt } from '../document/node-fields.js'
import { useEditor } from '../editor/EditorContext.js'

const builtIn = ['affirm', 'deny', 'refuse', 'doNotKnow'] as const

/** Its name; its id where it has none. */
export const intentNameIn = (intents: Json | undefined, id: string): string => {
  const name = valueAt(intents, [id, 'name'])
  return typeof name === 'string' && name.trim() !== '' ? name : id
}

/** Intents as people call them: those of the flow, and those that every flow has. */
export function useIntentName(): (id: string) => string {
  const { t } = useTranslation('intents')
  const intents = useEditor(({ document }) => document.intents)
  return useCallback(
    (id: string) => {
      const own = builtIn.find((each) => each === id)
      return own === undefined ? intentNameIn(intents, id) : t(`builtIn.${own}`)
    },
    [intents, t],
  )
}
