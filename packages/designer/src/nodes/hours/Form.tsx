import { useTranslation } from 'react-i18next'
import { Advanced } from '../../inspector/fields/Advanced.js'
import { CalendarField } from '../../inspector/fields/CalendarField.js'
import { NodeBasics } from '../../inspector/fields/NodeBasics.js'
import { TargetField } from '../../inspector/fields/TargetField.js'

export function HoursForm() {
  const { t } = useTranslation('inspector')
  return (
    <>
      <CalendarField at="calendar" placeholder={t('pickCalendar')} />
      <TargetField at="open" />
      <TargetField at="closed" />
      <Advanced>
        <NodeBasics />
      </Advanced>
    </>
  )
}
