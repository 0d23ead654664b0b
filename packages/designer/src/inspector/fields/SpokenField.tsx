import { memo } from 'react'
import { PromptField } from '../../prompts/PromptField.js'
import { FieldProblemLine } from './FieldProblemLine.js'
import classes from './Fields.module.css'
import { useFieldTexts } from './field-texts.js'
import { useField } from './useField.js'
import { useFieldProblem } from './useFieldProblem.js'

export interface SpokenFieldProps {
  readonly at: string
  readonly several?: 'variants' | 'attempts'
}

/** What is said, in every language of the flow. */
export const SpokenField = memo(function SpokenField({ at, several = 'variants' }: SpokenFieldProps) {
  const { value, schema, set } = useField(at)
  const { label, help } = useFieldTexts(schema)
  const problem = useFieldProblem(at, label)
  return (
    <div className={classes.field} data-field={at} data-schema={schema}>
      <PromptField label={label} help={help} value={value} onChange={set} several={several} />
      {problem !== undefined && <FieldProblemLine {...problem} severity={problem.problem.severity} />}
    </div>
  )
})
