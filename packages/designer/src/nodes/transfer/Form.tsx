import { useState } from 'react'
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
import { SpokenField } from '../../inspector/fields/SpokenField.js'
import { SwitchField } from '../../inspector/fields/SwitchField.js'
import { TargetField } from '../../inspector/fields/TargetField.js'
import { TextField } from '../../inspector/fields/TextField.js'
import { freeKey } from '../menu/Form.js'
import { PlaceField, placeOf } from './PlaceField.js'

export function TransferForm({ node }: NodeFormProps) {
  const { t } = useTranslation('inspector')
  const [place, setPlace] = useState(placeOf(node))
  const isQueue = node.queue !== undefined || (place === 'queue' && placeOf(node) === 'queue')
  const isReferral = !isQueue && node.mode === 'refer'
  return (
    <>
      <PlaceField key={node.id} node={node} onChoose={setPlace} />
      {!isQueue && <ChoiceField at="mode" />}
      <SpokenField at="announcement" />
      <TemplateField at="summary" placeholder={t('summaryExample', { skipInterpolation: true })} />
      {(isQueue || node.calendar !== undefined) && <CalendarField at="calendar" placeholder={t('alwaysOpen')} />}
      {(isQueue || node.maxWaiting !== undefined) && <NumberField at="maxWaiting" />}
      {isQueue && <NumberField at="maxWaitMs" />}
      {!isQueue && <NumberField at="ringMs" />}
      {(!isReferral || node.next !== undefined) && <TargetField at="next" />}
      {(!isReferral || node.busy !== undefined) && <TargetField at="busy" />}
      {(!isReferral || node.noAnswer !== undefined) && <TargetField at="noAnswer" />}
      <TargetField at="failed" />
      {(node.calendar !== undefined || node.closed !== undefined) && <TargetField at="closed" />}
      {(node.maxWaiting !== undefined || node.overflow !== undefined) && <TargetField at="overflow" />}
      {(isQueue || node.keys !== undefined) && <LeavingKeys />}
      <Advanced>
        {isQueue && <ChoiceField at="mode" />}
        <SpokenField at="whisper" />
        <SwitchField at="interruptible" />
        <TextField at="music" />
        {isQueue && <NumberField at="ringMs" />}
        {(isQueue || node.positionPrompt !== undefined) && <SpokenField at="positionPrompt" />}
        {isQueue && <NumberField at="positionEveryMs" />}
        {(isQueue || node.offer !== undefined) && <SpokenField at="offer" />}
        {isQueue && <NumberField at="offerAfterMs" />}
        <TargetField at="declined" />
        <NodeBasics />
      </Advanced>
    </>
  )
}

/** By which a caller leaves the queue. */
function LeavingKeys() {
  const { t } = useTranslation('inspector')
  return (
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
  )
}
