import { useTranslation } from 'react-i18next'
import { Advanced } from '../../inspector/fields/Advanced.js'
import { NodeBasics } from '../../inspector/fields/NodeBasics.js'
import { calendarsSource, RemoteField } from '../../inspector/fields/RemoteField.js'
import { TargetField } from '../../inspector/fields/TargetField.js'

export function HoursForm() {
  const { t } = useTranslation('inspector')
  return (
    <>
      <RemoteField at="calendar" source={calendarsSource} placeholder={t('pickCalendar')} />
      <TargetField at="open" />
      <TargetField at="closed" />
      <Advanced>
        <NodeBasics />
      </Advanced>
    </>
  )
}
