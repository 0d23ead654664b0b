import { NumberInput, SegmentedControl, TextInput } from '@mantine/core'
import { readAst, type ExpressionType, type VariableType } from '@callchart/flow'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ExpressionInput } from '../../conditions/ExpressionInput.js'
import { namesSeen } from '../../conditions/known-names.js'
import { useEditor } from '../../editor/EditorContext.js'
import { useExpressionFault } from './ExpressionFields.js'
import { FieldFrame } from './FieldFrame.js'
import { useField } from './useField.js'
import { typeOfVariable } from './VariableField.js'

type Way = 'value' | 'formula'

/** A fixed value that an expression is; undefined where it computes something. */
export function fixedValue(text: string): string | number | boolean | undefined {
  try {
    const { op, args } = readAst(text)
    if (op !== 'value') return undefined
    const value: unknown = args
    if (typeof value === 'bigint') return Number(value)
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined
  } catch {
    return undefined
  }
}

const written = (value: string | number | boolean): string => (typeof value === 'string' ? JSON.stringify(value) : String(value))

export interface AssignedValueFieldProps {
  readonly at: string
  /** Where the variable stands that takes the value: its type decides what is offered. */
  readonly variableAt: string
}

/** The new value of a variable: a fixed one, or a formula over the others. */
export const AssignedValueField = memo(function AssignedValueField({ at, variableAt }: AssignedValueFieldProps) {
  const { t } = useTranslation(['inspector', 'fields'])
  const { value, schema, set } = useField(at)
  const variable = useField(variableAt).value
  const variables = useEditor(({ document }) => document.variables)
  const names = namesSeen(variables)
  const text = typeof value === 'string' ? value : ''
  const type = typeof variable === 'string' ? typeOfVariable(variables, variable) : undefined
  const fixed = text === '' ? undefined : fixedValue(text)
  const [wanted, setWanted] = useState<Way>()
  const isFormula = type === 'list' || (fixed === undefined && text !== '') || wanted === 'formula'
  const fault = useExpressionFault(text, names, expectedOf(type), false)
  return (
    <FieldFrame at={at} schema={schema} fault={fault} required>
      {(input) => (
        <>
          <SegmentedControl
            size="xs"
            mb={4}
            aria-label={t('valueKind.label')}
            value={isFormula ? 'formula' : 'value'}
            disabled={type === 'list' || (isFormula && fixed === undefined && text !== '')}
            onChange={(next) => setWanted(next)}
            data={[
              { value: 'value' as const, label: t('valueKind.value') },
              { value: 'formula' as const, label: t('valueKind.formula') },
            ]}
          />
          {isFormula ? (
            <ExpressionInput {...input} value={text} names={names} placeholder={t('formulaExample')} onChange={set} />
          ) : (
            <FixedInput type={type} value={fixed} label={input['aria-labelledby']} id={input.id} onChange={(next) => set(written(next))} />
          )}
        </>
      )}
    </FieldFrame>
  )
})

const expectedOf = (type: VariableType | undefined): ExpressionType => (type === 'boolean' || type === 'number' || type === 'list' ? type : 'any')

interface FixedInputProps {
  readonly id: string
  readonly label: string
  readonly type: VariableType | undefined
  readonly value: string | number | boolean | undefined
  readonly onChange: (next: string | number | boolean) => void
}

/** A fixed value of a type. */
export function FixedInput({ id, label, type, value, onChange }: FixedInputProps) {
  const { t } = useTranslation('fields')
  switch (type) {
    case 'number':
      return <NumberInput id={id} aria-labelledby={label} value={typeof value === 'number' ? value : ''} onChange={(next) => typeof next === 'number' && onChange(next)} />
    case 'boolean':
      return (
        <SegmentedControl
          size="xs"
          fullWidth
          aria-labelledby={label}
          value={value === undefined ? '' : String(value)}
          onChange={(next) => onChange(next === 'true')}
          data={[
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ]}
        />
      )
    case 'date':
      return <TextInput id={id} aria-labelledby={label} type="date" value={typeof value === 'string' ? value : ''} onChange={(event) => onChange(event.currentTarget.value)} />
    case 'string':
    case 'list':
    case undefined:
      return <TextInput id={id} aria-labelledby={label} value={value === undefined ? '' : String(value)} onChange={(event) => onChange(event.currentTarget.value)} />
  }
}
