import { Switch } from '@mantine/core'
import { memo } from 'react'
import { FieldProblemLine } from './FieldProblemLine.js'
import { FieldHelp } from './FieldFrame.js'
import classes from './Fields.module.css'
import { shapeAt } from './field-path.js'
import { useFieldTexts } from './field-texts.js'
import { useField } from './useField.js'
import { useFieldProblem } from './useFieldProblem.js'

export interface SwitchFieldProps {
  readonly at: string
  /** What holds where the field is absent, if the schema does not say. */
  readonly otherwise?: boolean
  /** Off makes the field absent: it is `true` or nothing. */
  readonly isMark?: boolean
}

/** On or off. */
export const SwitchField = memo(function SwitchField({ at, otherwise = false, isMark = false }: SwitchFieldProps) {
  const { value, schema, replace } = useField(at)
  const { label, help } = useFieldTexts(schema)
  const problem = useFieldProblem(at, label)
  const byDefault = shapeAt(schema).default
  const fallback = typeof byDefault === 'boolean' ? byDefault : otherwise
  const next = (isOn: boolean): boolean | undefined => ((isMark && !isOn) || (!isMark && isOn === byDefault) ? undefined : isOn)
  return (
    <div className={classes.field} data-field={at} data-schema={schema}>
      <div className={classes.label}>
        <Switch size="sm" label={label} checked={typeof value === 'boolean' ? value : fallback} onChange={(event) => replace(next(event.currentTarget.checked))} />
        {help !== '' && <FieldHelp help={help} label={label} />}
      </div>
      {problem !== undefined && <FieldProblemLine {...problem} severity={problem.problem.severity} />}
    </div>
  )
})
