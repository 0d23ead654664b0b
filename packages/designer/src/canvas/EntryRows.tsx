import { IconCornerRightDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '../editor/EditorContext.js'
import type { Entry } from './entries.js'
import classes from './EntryRows.module.css'
import { intentName } from './way-label.js'

const keyIntents = ['human', 'complaint', 'displeasure', 'doNotCall', 'end'] as const

/** What an entry says: what a caller wants, anywhere in the flow. */
export function useEntryText(): (entry: Entry) => string {
  const { t } = useTranslation('canvas')
  const intents = useEditor(({ document }) => document.intents)
  return (entry) => {
    switch (entry.type) {
      case 'onHangup':
        return t('entries.onHangup')
      case 'auxiliary':
        return t('entries.anywhere', { what: intentName(intents, entry.intent, t) })
      case 'keyIntent': {
        const known = keyIntents.find((intent) => intent === entry.intent)
        return t('entries.anywhere', { what: known === undefined ? entry.intent : t(`entries.${known}`) })
      }
    }
  }
}

/** Ways to a node that start nowhere in particular. */
export function EntryRows({ entries }: { readonly entries: readonly Entry[] }) {
  const textOf = useEntryText()
  return (
    <div className={classes.rows}>
      {entries.map((entry, index) => (
        <div key={index} className={classes.row} title={textOf(entry)}>
          <IconCornerRightDown size={13} aria-hidden className={classes.icon ?? ''} />
          <span className={classes.text}>{textOf(entry)}</span>
        </div>
      ))}
    </div>
  )
}
