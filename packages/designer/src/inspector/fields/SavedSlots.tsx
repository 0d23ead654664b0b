import type { Json } from '@callchart/flow'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { isObject, valueAt } from '../../document/node-fields.js'
import { useEditor, useEditorStore } from '../../editor/EditorContext.js'
import { MapField } from './MapField.js'
import { NameAdder } from './NameAdder.js'
import { fieldPath } from './field-path.js'
import { useFieldScope } from './FieldScope.js'
import { fieldCommand } from './useField.js'
import { together, variableTypes, VariablePicker } from './VariableField.js'

export interface SavedSlotsProps {
  /** Branches or choices of the node, which name intents. */
  readonly branches: Json | undefined
}

/** Slots that the intents of the branches have. */
function slotsOf(branches: Json | undefined, intents: Json | undefined): string[] {
  const named = Array.isArray(branches) ? (branches as readonly Json[]).map((branch) => valueAt(branch, ['on'])) : []
  const slots = named.flatMap((on) => {
    const own = typeof on === 'string' ? valueAt(intents, [on, 'slots']) : undefined
    return isObject(own) ? Object.keys(own) : []
  })
  return [...new Set(slots)]
}

/** Details that were said with an answer, each in a variable. */
export const SavedSlots = memo(function SavedSlots({ branches }: SavedSlotsProps) {
  const { t } = useTranslation('inspector')
  const scope = useFieldScope()
  const store = useEditorStore()
  const intents = useEditor(({ document }) => document.intents)
  const slots = useMemo(() => slotsOf(branches, intents), [branches, intents])
  return (
    <MapField at="saveSlots" empty={slots.length === 0 ? t('noSlots') : t('slotsKnown', { slots: slots.join(', ') })} adding={(put, taken) => <NameAdder label={t('addSlot')} placeholder={t('slot')} taken={taken} suggestions={slots} onAdd={(name) => put(name, '')} />}>
      {(name, value, set) => (
        <VariablePicker
          input={{ id: `slot-${name}`, 'aria-labelledby': '', 'aria-describedby': '', error: false }}
          label={t('intoVariable')}
          value={typeof value === 'string' ? value : undefined}
          types={variableTypes}
          onPick={(variable, declared) => (declared === undefined ? set(variable) : store.getState().run(together(declared, fieldCommand(scope, [...fieldPath('saveSlots'), name], variable))))}
        />
      )}
    </MapField>
  )
})
