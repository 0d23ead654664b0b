import { expressionFault, splitTemplate, type ExpressionType, type ExpressionVariables } from '@callchart/flow'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { ConditionField } from '../../conditions/ConditionField.js'
import { ExpressionInput } from '../../conditions/ExpressionInput.js'
import { namesSeen } from '../../conditions/known-names.js'
import { useEditor } from '../../editor/EditorContext.js'
import { FieldFrame } from './FieldFrame.js'
import { FieldProblemLine, FixButton } from './FieldProblemLine.js'
import { shapeAt } from './field-path.js'
import { useFieldTexts } from './field-texts.js'
import classes from './Fields.module.css'
import { useField } from './useField.js'
import { useFieldProblem } from './useFieldProblem.js'

export interface ExpressionFieldProps {
  readonly at: string
  readonly sees?: ExpressionVariables
  readonly yields?: ExpressionType
  readonly placeholder?: string
}

/** What the checker of expressions says, in the language of the interface. */
export function useExpressionFault(text: string, names: ExpressionVariables, yields: ExpressionType, isTemplate: boolean): string | undefined {
  const { i18n, t } = useTranslation('inspector')
  if (text === '') return undefined
  const sources = isTemplate ? splitTemplate(text).flatMap((piece) => (typeof piece === 'string' ? [] : [piece.expression])) : [text]
  if (isTemplate && sources.some((source) => source.startsWith('{{'))) return t('openTemplate', { skipInterpolation: true })
  const fault = sources.map((source) => expressionFault(source, names, yields)).find((each) => each !== undefined)
  return fault === undefined ? undefined : i18n.language === 'zh-CN' ? fault.zh : fault.en
}

/** A formula over the variables. */
export const ExpressionField = memo(function ExpressionField({ at, sees, yields = 'any', placeholder = '' }: ExpressionFieldProps) {
  const { value, schema, set } = useField(at)
  const names = namesSeen(useEditor(({ document }) => document.variables), sees)
  const text = typeof value === 'string' ? value : ''
  const fault = useExpressionFault(text, names, yields, false)
  return (
    <FieldFrame at={at} schema={schema} fault={fault} required={shapeAt(schema).isRequired}>
      {(input) => <ExpressionInput {...input} value={text} names={names} placeholder={placeholder} onChange={(next) => set(next === '' ? undefined : next)} />}
    </FieldFrame>
  )
})

/** A text in which {{ … }} holds a formula. */
export const TemplateField = memo(function TemplateField({ at, sees, placeholder = '' }: ExpressionFieldProps) {
  const { value, schema, set } = useField(at)
  const names = namesSeen(useEditor(({ document }) => document.variables), sees)
  const text = typeof value === 'string' ? value : ''
  const fault = useExpressionFault(text, names, 'any', true)
  return (
    <FieldFrame at={at} schema={schema} fault={fault} required={shapeAt(schema).isRequired}>
      {(input) => <ExpressionInput {...input} isTemplate value={text} names={names} placeholder={placeholder} onChange={(next) => set(next === '' ? undefined : next)} />}
    </FieldFrame>
  )
})

/** A condition over the variables. */
export const WhenField = memo(function WhenField({ at, sees }: ExpressionFieldProps) {
  const { value, schema, set } = useField(at)
  const { label, help } = useFieldTexts(schema)
  const problem = useFieldProblem(at, label)
  const text = typeof value === 'string' ? value : undefined
  // The field finds by itself what is wrong with the expression.
  const isOther = problem !== undefined && !['FLOW_EXPRESSION_INVALID', 'FLOW_VARIABLE_UNKNOWN'].includes(problem.problem.code)
  return (
    <div className={classes.field} data-field={at} data-schema={schema}>
      <ConditionField label={label} help={help} value={text} onChange={set} {...(sees !== undefined && { sees })} />
      {problem !== undefined && (isOther ? <FieldProblemLine {...problem} severity={problem.problem.severity} /> : <FixButton problem={problem.problem} />)}
    </div>
  )
})
