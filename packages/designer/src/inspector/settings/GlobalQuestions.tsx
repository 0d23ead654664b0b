import { useTranslation } from 'react-i18next'
import { valueAt } from '../../document/node-fields.js'
import { useEditor } from '../../editor/EditorContext.js'
import { IntentField } from '../fields/IntentField.js'
import { ListField } from '../fields/ListField.js'
import { SpokenField } from '../fields/SpokenField.js'
import { TargetField } from '../fields/TargetField.js'

/** Questions that hold everywhere, and how the caller is brought back. */
export function GlobalQuestions() {
  const { t } = useTranslation('inspector')
  const intents = useEditor(({ document }) => document.intents)
  const titleOf = (intent: unknown): string => {
    if (typeof intent !== 'string' || intent === '') return ''
    const name = valueAt(intents, [intent, 'name'])
    return typeof name === 'string' ? name : intent
  }
  return (
    <ListField at="auxiliary" add={t('addQuestion')} empty={t('noGlobalQuestions')} fresh={() => ({ intent: '' })} title={(item, index) => titleOf(valueAt(item, ['intent'])) || t('questionNumber', { number: index + 1 })}>
      {(at) => (
        <>
          <IntentField at={`${at}.intent`} />
          <TargetField at={`${at}.to`} />
          <SpokenField at={`${at}.pullBack`} />
        </>
      )}
    </ListField>
  )
}
