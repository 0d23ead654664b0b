import type { TFunction, i18n } from 'i18next'
import { useTranslation } from 'react-i18next'
import { shapeAt, textKeys } from './field-path.js'
import { scaleOf, unitOf } from './field-units.js'

type FieldKey = 'any.name.label'

/** The first key that has a text. Keys of fields are made from the schema: a test finds one that is missing. */
const keyOf = (language: i18n, schema: string, part: string): FieldKey | undefined =>
  textKeys(schema)
    .map((key) => `${key}.${part}` as FieldKey)
    .find((key) => language.exists(key, { ns: 'fields' }))

export interface FieldTexts {
  readonly label: string
  readonly help: string
  readonly unit: string | undefined
  /** What holds where the field is empty, in words; undefined where nothing does. */
  readonly otherwise: string | undefined
}

/** A quantity as people are shown it, without its unit. */
export const shownNumber = (schema: string, value: number): number => Math.round((value / scaleOf(unitOf(schema))) * 1_000) / 1_000

export function useFieldTexts(schema: string): FieldTexts {
  const { t, i18n: language } = useTranslation('fields')
  const text = (part: string): string => {
    const key = keyOf(language, schema, part)
    // Helps show {{ … }} as it is written.
    return key === undefined ? '' : t(key, { skipInterpolation: true })
  }
  const unit = unitOf(schema)
  return { label: text('label') || (schema.split('.').at(-1) ?? schema), help: text('help'), unit: unit === undefined ? undefined : t(`units.${unit}`), otherwise: otherwiseOf(t, language, schema) }
}

function otherwiseOf(t: TFunction<'fields'>, language: i18n, schema: string): string | undefined {
  const { default: value } = shapeAt(schema)
  const shown = shownValue(t, language, schema, value)
  return shown === undefined ? undefined : t('default', { value: shown })
}

/** A value of the field in words; undefined where there are none for it. */
export function shownValue(t: TFunction<'fields'>, language: i18n, schema: string, value: unknown): string | undefined {
  if (typeof value === 'boolean') return value ? t('on') : t('off')
  if (typeof value === 'string') return value === '' ? undefined : optionText(t, language, schema, value)
  if (typeof value !== 'number') return undefined
  const unit = unitOf(schema)
  return unit === undefined ? String(value) : `${shownNumber(schema, value)} ${t(`units.${unit}`)}`
}

export function optionText(t: TFunction<'fields'>, language: i18n, schema: string, option: string): string {
  const key = keyOf(language, schema, `options.${option}`)
  return key === undefined ? option : t(key)
}
