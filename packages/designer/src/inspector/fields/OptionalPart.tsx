import { Switch } from '@mantine/core'
import type { JsonObject } from '@callchart/flow'
import { IconAlertCircle, IconChevronRight } from '@tabler/icons-react'
import { memo, type ReactNode } from 'react'
import { useAdvanced } from './Advanced.js'
import { FieldHelp, GroupLabel } from './FieldFrame.js'
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
      <GroupLabel label={label} help={help} />
      {children}
    </div>
  )
}

export interface FoldedPartProps extends PartProps {
  /** What is in it, while it is closed. */
  readonly summary?: string | undefined
}

/** Fields that belong together behind their name; open where something is wrong in it. */
export function FoldedPart({ at, summary, children }: FoldedPartProps) {
  const { schema } = useField(at)
  const { label, help } = useFieldTexts(schema)
  const isWrong = useFieldProblem(at, label) !== undefined
  const chosen = useAdvanced((state) => state.parts[at])
  const openPart = useAdvanced((state) => state.openPart)
  const isOpen = chosen ?? isWrong
  return (
    <details className={classes.folded} open={isOpen} data-field={at} data-schema={schema} onToggle={(event) => event.currentTarget.open !== isOpen && openPart(at, event.currentTarget.open)}>
      <summary>
        <IconChevronRight size={16} aria-hidden />
        <span className={classes.foldedName}>{label}</span>
        {!isOpen && summary !== undefined && <span className={classes.foldedSummary}>{summary}</span>}
        {!isOpen && isWrong && <IconAlertCircle size={15} className={classes.error} aria-hidden />}
      </summary>
      {isOpen && (
        <div className={classes.foldedBody}>
          {help !== '' && <div className={classes.hint}>{help}</div>}
          {children}
        </div>
      )}
    </details>
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
