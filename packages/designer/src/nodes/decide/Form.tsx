import { useTranslation } from 'react-i18next'
import { Advanced } from '../../inspector/fields/Advanced.js'
import { WhenField } from '../../inspector/fields/ExpressionFields.js'
import { ListField } from '../../inspector/fields/ListField.js'
import { NodeBasics } from '../../inspector/fields/NodeBasics.js'
import { TargetField } from '../../inspector/fields/TargetField.js'

export function DecideForm() {
  const { t } = useTranslation('inspector')
  return (
    <>
      <ListField at="branches" add={t('addCondition')} fresh={() => ({})} title={(_item, index) => t('conditionNumber', { number: index + 1 })}>
        {(at) => (
          <>
            <WhenField at={`${at}.when`} />
            <TargetField at={`${at}.to`} />
          </>
        )}
      </ListField>
      <TargetField at="else" />
      <Advanced>
        <NodeBasics />
      </Advanced>
    </>
  )
}
