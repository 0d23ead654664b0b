import type { Json } from '@callchart/flow'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '../../editor/EditorContext.js'
import { FixedInput } from '../../inspector/fields/AssignedValueField.js'
import { VariableAdder } from '../../inspector/fields/FilledVariables.js'
import { MapField } from '../../inspector/fields/MapField.js'
import { typeOfVariable } from '../../inspector/fields/VariableField.js'

const kept = ['string', 'number', 'boolean', 'date'] as const
const fixed = (value: Json): string | number | boolean => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : '')

/** Variables with the values that they have when there is no answer. */
export const DefaultsField = memo(function DefaultsField() {
  const { t } = useTranslation('inspector')
  const variables = useEditor(({ document }) => document.variables)
  return (
    <MapField at="defaults" adding={() => <VariableAdder at="defaults" label={t('addVariable')} value="" types={kept} />}>
      {(name, value, set) => (
        <div>
          <span id={`default-${name}`} hidden>
            {name}
          </span>
          <FixedInput id={`default-value-${name}`} label={`default-${name}`} type={typeOfVariable(variables, name)} value={fixed(value)} onChange={set} />
        </div>
      )}
    </MapField>
  )
})
