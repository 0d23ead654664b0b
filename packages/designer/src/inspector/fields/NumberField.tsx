import { NumberInput } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '../../editor/EditorContext.js'
import { valueAt } from '../../document/node-fields.js'
import { FieldFrame } from './FieldFrame.js'
import { fieldPath, shapeAt } from './field-path.js'
import { shownNumber, useFieldTexts } from './field-texts.js'
import { scaleOf, unitOf } from './field-units.js'
import { useFieldScope } from './FieldScope.js'
import { useField } from './useField.js'

export interface NumberFieldProps {
  readonly at: string
  /** Path in the flow of the value that holds where this one is empty: `settings.noInputTimeoutMs`. */
  readonly inherits?: string
  /** What holds where it is empty and the schema leaves it open. */
  readonly otherwise?: number
}

/** From here on people think in minutes. */
const longMs = 120_000

/** A number with its unit; times are shown in seconds or minutes and kept in milliseconds. Empty: the default holds. */
export const NumberField = memo(function NumberField({ at, inherits, otherwise: implied }: NumberFieldProps) {
  const { t } = useTranslation('fields')
  const { value, schema, set } = useField(at)
  const { unit } = useFieldTexts(schema)
  const inherited = useInherited(inherits)
  const { node } = useFieldScope()
  const { minimum, maximum, isRequired, default: own = implied } = shapeAt(schema)
  const scale = scaleOf(unitOf(schema))
  const withUnit = (amount: number): string => `${shownNumber(schema, amount)}${unit === undefined ? '' : ` ${unit}`}`
  const isOut = typeof value === 'number' && ((minimum !== undefined && value < minimum) || (maximum !== undefined && value > maximum))
  const bounds = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? t('atLeast', { from: withUnit(minimum ?? 0) }) : t('range', { from: withUnit(minimum ?? 0), to: withUnit(maximum) })
  const otherwise = inherited === undefined ? (typeof own === 'number' ? t('default', { value: withUnit(own) }) : '') : t(node === undefined ? 'default' : 'inherited', { value: withUnit(inherited) })
  const inMinutes = unitOf(schema) === 'seconds' && typeof value === 'number' && value >= longMs ? t('inMinutes', { minutes: Math.round(value / 6_000) / 10 }) : undefined
  return (
    <FieldFrame at={at} schema={schema} fault={isOut ? bounds : undefined} required={isRequired} hint={inMinutes}>
      {(input) => (
        <NumberInput
          {...input}
          value={typeof value === 'number' ? shownNumber(schema, value) : ''}
          placeholder={otherwise}
          suffix={unit === undefined || unit.includes('–') ? '' : ` ${unit}`}
          step={stepOf(minimum ?? 0, maximum ?? 0, scale)}
          decimalScale={scale === 1 ? 2 : 3}
          allowNegative={false}
          clampBehavior="none"
          onChange={(next) => set(typeof next === 'number' ? Math.round(next * scale * 100) / 100 : next === '' ? undefined : Number(next) * scale)}
        />
      )}
    </FieldFrame>
  )
})

/** What one press on an arrow adds, in the unit that is shown. */
const stepOf = (minimum: number, maximum: number, scale: number): number => (scale === 1 ? (maximum > 0 && maximum <= 1 ? 0.05 : 1) : minimum < 1_000 || maximum <= 10_000 ? 0.1 : 1)

/** The flow's own value of a setting, or its default. */
function useInherited(path: string | undefined): number | undefined {
  const set = useEditor(({ document }) => (path === undefined ? undefined : valueAt(document, fieldPath(path))))
  const otherwise = path === undefined ? undefined : shapeAt(`flow.${path}`).default
  return typeof set === 'number' ? set : typeof otherwise === 'number' ? otherwise : undefined
}
