import { Switch } from '@mantine/core'
import type { JsonObject } from '@callchart/flow'
import { memo, type ReactNode } from 'react'
import { FieldHelp } from './FieldFrame.js'
import { FieldProblemLine } from './FieldProblemLine.js'
import classes from './Fields.module.css'
import { useFieldTexts } from './field-texts.js'
import { useField } from './useField.js'
import { useFieldProblem } from './useFieldProblem.js'

export interface PartProps {
  readonly at: string
  readonly children: ReactNode
}

/** Fields that belong together, in a box of their own. */
export function FieldPart({ at, children }: PartProps) {
  const { schema } = useField(at)
  const { label, help } = useFieldTexts(schema)
  return (
    <div className={classes.part} role="group" aria-label={label} data-field={at} data-schema={schema}>
      <div className={classes.label}>
        <span className={classes.itemTitle} style={{ flex: 'none' }}>
          {label}
        </span>
        {help !== '' && <FieldHelp help={help} label={label} />}
      </div>
      {children}
    </div>
  )
}

export interface OptionalPartProps extends PartProps {
  /** What it begins with when it is switched on. */
  readonly fresh?: JsonObject
}

const nothing: JsonObject = {}

/** Fields that are there only where they are wanted. */
export const OptionalPart = memo(function OptionalPart({ at, children, fresh = nothing }: OptionalPartProps) {
  const { value, schema, replace } = useField(at)
  const { label, help } = useFieldTexts(schema)
  const problem = useFieldProblem(at, label, true)
  const isOn = value !== undefined
  return (
    <div className={classes.part} role="group" aria-label={label} data-field={at} data-schema={schema}>
      <div className={classes.label}>
        <Switch size="sm" label={label} checked={isOn} onChange={(event) => replace(event.currentTarget.checked ? fresh : undefined)} />
        {help !== '' && <FieldHelp help={help} label={label} />}
      </div>
      {isOn && children}
      {problem !== undefined && <FieldProblemLine {...problem} severity={problem.problem.severity} />}
    </div>
  )
})
