import { useTranslation } from 'react-i18next'
import type { NodeFormProps } from '../form.js'
import { valueAt } from '../../document/node-fields.js'
import { Advanced } from '../../inspector/fields/Advanced.js'
import { CalendarField } from '../../inspector/fields/CalendarField.js'
import { ChoiceField } from '../../inspector/fields/ChoiceField.js'
import { TemplateField } from '../../inspector/fields/ExpressionFields.js'
import { KeyField } from '../../inspector/fields/KeyField.js'
import { ListField } from '../../inspector/fields/ListField.js'
import { NodeBasics } from '../../inspector/fields/NodeBasics.js'
import { NumberField } from '../../inspector/fields/NumberField.js'
import { QueueField } from '../../inspector/fields/QueueField.js'
import { SpokenField } from '../../inspector/fields/SpokenField.js'
import { SwitchField } from '../../inspector/fields/SwitchField.js'
import { TargetField } from '../../inspector/fields/TargetField.js'
import { TextField } from '../../inspector/fields/TextField.js'
import { freeKey } from '../menu/Form.js'

export function TransferForm({ node }: NodeFormProps) {
  const { t } = useTranslation('inspector')
  return (
    <>
      <QueueField at="queue" />
      <SpokenField at="announcement" />
      <TemplateField at="summary" placeholder={t('summaryExample', { skipInterpolation: true })} />
      <CalendarField at="calendar" placeholder={t('alwaysOpen')} />
      <NumberField at="maxWaiting" />
      <NumberField at="maxWaitMs" />
      <TargetField at="next" />
      <TargetField at="busy" />
      <TargetField at="noAnswer" />
      <TargetField at="failed" />
      {(node.calendar !== undefined || node.closed !== undefined) && <TargetField at="closed" />}
      {(node.maxWaiting !== undefined || node.overflow !== undefined) && <TargetField at="overflow" />}
      <ListField
        at="keys"
        add={t('addKey')}
        empty={t('noKeys')}
        fresh={(list) => ({ digit: freeKey(list) ?? '1' })}
        title={(item, index) => {
          const digit = valueAt(item, ['digit'])
          return typeof digit === 'string' ? t('keyNumber', { key: digit }) : t('choiceNumber', { number: index + 1 })
        }}
      >
        {(at) => (
          <>
            <KeyField at={`${at}.digit`} />
            <ChoiceField at={`${at}.type`} />
            <TargetField at={`${at}.to`} />
          </>
        )}
      </ListField>
      <Advanced>
        <ChoiceField at="mode" />
        <SpokenField at="whisper" />
        <SwitchField at="interruptible" />
        <TextField at="music" />
        <NumberField at="ringMs" />
        <SpokenField at="positionPrompt" />
        <NumberField at="positionEveryMs" />
        <SpokenField at="offer" />
        <NumberField at="offerAfterMs" />
        <TargetField at="declined" />
        <NodeBasics />
      </Advanced>
    </>
  )
}
