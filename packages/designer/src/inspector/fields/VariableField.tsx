import type { DraftDocument, Json, VariableType } from '@callchart/flow'
import { IconPlus } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { memo, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Command } from '../../document/command.js'
import { addVariable } from '../../document/commands/variables.js'
import { isObject, valueAt } from '../../document/node-fields.js'
import { isVariableName } from '../../document/variable-name.js'
import { useEditorStore } from '../../editor/EditorContext.js'
import { FieldFrame, type FramedInput } from './FieldFrame.js'
import { fieldPath, shapeAt } from './field-path.js'
import { useFieldScope } from './FieldScope.js'
import { Picker, type PickerGroup } from './Picker.js'
import { fieldCommand, useField } from './useField.js'

export const variableTypes: readonly VariableType[] = ['string', 'number', 'boolean', 'date', 'list']

const newMark = 'new:'

export const typeOfVariable = (variables: Json | undefined, name: string): VariableType | undefined => {
  const type = valueAt(variables, [name, 'type'])
  return variableTypes.find((each) => each === type)
}

/** Variables that may hold what is kept, and new ones of these types. */
function variablesIn({ variables }: DraftDocument, types: readonly VariableType[], search: string, t: TFunction<['inspector', 'fields']>): readonly PickerGroup[] {
  const known = isObject(variables) ? Object.keys(variables) : []
  const typeText = (type: VariableType): string => t(`fields:flow.variables.type.options.${type}`)
  const fits = known.flatMap((name) => {
    const type = typeOfVariable(variables, name)
    return type === undefined || !types.includes(type) ? [] : [{ value: name, text: name, hint: typeText(type) }]
  })
  const name = search.trim()
  const offers =
    name === '' || known.includes(name)
      ? []
      : isVariableName(name)
        ? types.map((type) => ({ value: `${newMark}${type}:${name}`, text: t('newVariable', { name }), hint: typeText(type), Icon: IconPlus, isOffer: true }))
        : [{ value: newMark, text: t('variableName'), isOffer: true, disabled: true }]
  return [{ options: fits }, { label: t('addVariable'), options: offers.length > 0 ? offers : [{ value: newMark, text: t('typeNewName'), isOffer: true, disabled: true }] }]
}

export interface VariablePickerProps {
  readonly input: FramedInput
  readonly value: string | undefined
  readonly types: readonly VariableType[]
  /** Stands in the closed field where nothing is picked. */
  readonly label?: string
  /** @param declared a variable that has to be declared first */
  readonly onPick: (name: string, declared: Command | undefined) => void
  readonly onClear?: (() => void) | undefined
}

/** Picks a variable, or makes one in place. */
export function VariablePicker({ input, value, types, label, onPick, onClear }: VariablePickerProps) {
  const { t } = useTranslation(['inspector', 'fields'])
  const store = useEditorStore()
  const groups = useCallback((search: string) => variablesIn(store.getState().document, types, search, t), [store, types, t])
  const pick = (chosen: string): void => {
    if (!chosen.startsWith(newMark)) return onPick(chosen, undefined)
    const [, type = 'string', name = ''] = chosen.split(':')
    onPick(name, addVariable(name, { type }))
  }
  return <Picker input={input} shown={value === undefined || value === '' ? undefined : value} placeholder={label ?? t('pickVariable')} groups={groups} onPick={pick} onClear={onClear} />
}

/** Two changes as one step. */
export const together = (first: Command, second: Command): Command => ({ kind: first.kind, apply: (document) => second.apply(first.apply(document)) })

export interface VariableFieldProps {
  readonly at: string
  readonly types?: readonly VariableType[]
}

/** A variable that takes a value. */
export const VariableField = memo(function VariableField({ at, types = variableTypes }: VariableFieldProps) {
  const { value, schema, replace } = useField(at)
  const scope = useFieldScope()
  const store = useEditorStore()
  const { isRequired } = shapeAt(schema)
  return (
    <FieldFrame at={at} schema={schema} required={isRequired}>
      {(input) => (
        <VariablePicker
          input={input}
          value={typeof value === 'string' ? value : undefined}
          types={types}
          onPick={(name, declared) => (declared === undefined ? replace(name) : store.getState().run(together(declared, fieldCommand(scope, fieldPath(at), name))))}
          onClear={isRequired ? undefined : () => replace(undefined)}
        />
      )}
    </FieldFrame>
  )
})
