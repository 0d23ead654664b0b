import type { Json } from '@callchart/flow'
import { useTranslation } from 'react-i18next'
import { Line } from '../../canvas/CardParts.js'
import { useEditor } from '../../editor/EditorContext.js'

/** The numbers at which the flow is called. */
export function StartCard() {
  const { t } = useTranslation('canvas')
  const dnis = useEditor(({ document }) => document.dnis)
  const numbers = Array.isArray(dnis) ? (dnis as readonly Json[]).map(String).join(', ') : ''
  return numbers === '' ? <Line>{t('card.anyNumber')}</Line> : <Line title={numbers}>{numbers}</Line>
}
