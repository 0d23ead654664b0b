import type { ExpressionVariables, Json, VariableType } from '@callchart/flow'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { ExpressionInput } from '../../conditions/ExpressionInput.js'
import { useEditorStore } from '../../editor/EditorContext.js'
import { isObject, valueAt } from '../../document/node-fields.js'
import { useExpressionFault } from './ExpressionFields.js'
import { FieldProblemLine } from './FieldProblemLine.js'
import { fieldPath } from './field-path.js'
import { useFieldScope } from './FieldScope.js'
import { MapField } from './MapField.js'
import { fieldCommand, readField } from './useField.js'
import { together, variableTypes, VariablePicker } from './VariableField.js'

export interface FilledVariablesProps {
  readonly at: string
  /** What a formula sees. */
  readonly names: ExpressionVariables
  readonly placeholder: string
  readonly empty?: string
  readonly fresh?: string
}

/** Variables of the flow, each with the formula that fills it. */
export const FilledVariables = memo(function FilledVariables({ at, names, placeholder, empty, fresh = '' }: FilledVariablesProps) {
  const { t } = useTranslation('inspector')
  return (
    <MapField at={at} {...(empty !== undefined && { empty })} adding={() => <VariableAdder at={at} label={t('addVariable')} value={fresh} />}>
      {(name, value, set) => <Formula label={name} value={typeof value === 'string' ? value : ''} names={names} placeholder={placeholder} onChange={set} />}
    </MapField>
  )
})

export interface FormulaProps {
  readonly label: string
  readonly value: string
  readonly names: ExpressionVariables
  readonly placeholder: string
  readonly isTemplate?: boolean
  readonly onChange: (next: string) => void
}

/** One formula with what is wrong with it. */
export function Formula({ label, value, names, placeholder, isTemplate = false, onChange }: FormulaProps) {
  const fault = useExpressionFault(value, names, 'any', isTemplate)
  return (
    <>
      <ExpressionInput aria-label={label} value={value} names={names} isTemplate={isTemplate} placeholder={placeholder} error={fault !== undefined} onChange={onChange} />
      {fault !== undefined && <FieldProblemLine severity="error" message={fault} />}
    </>
  )
}

export interface VariableAdderProps {
  readonly at: string
  readonly label: string
  /** What the entry begins with. */
  readonly value: Json
  readonly types?: readonly VariableType[]
}

/** Adds an entry for a variable, which may be a new one. */
export function VariableAdder({ at, label, value, types = variableTypes }: VariableAdderProps) {
  const scope = useFieldScope()
  const store = useEditorStore()
  return (
    <VariablePicker
      input={{ id: `add-${at}`, 'aria-labelledby': '', 'aria-describedby': '', error: false }}
      value={undefined}
      label={label}
      types={types}
      onPick={(name, declared) => {
        const { document, run } = store.getState()
        const map = readField(document, scope, fieldPath(at))
        if (valueAt(map, [name]) !== undefined) return
        const filled = fieldCommand(scope, fieldPath(at), { ...(isObject(map) ? map : {}), [name]: value })
        run(declared === undefined ? { kind: filled.kind, apply: filled.apply } : together(declared, filled))
      }}
    />
  )
}
