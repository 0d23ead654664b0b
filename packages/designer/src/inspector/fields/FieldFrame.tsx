import { ActionIcon, Input, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconHelpCircle } from '@tabler/icons-react'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FieldProblemLine } from './FieldProblemLine.js'
import classes from './Fields.module.css'
import { useFieldTexts } from './field-texts.js'
import { useFieldProblem } from './useFieldProblem.js'

export interface FramedInput {
  readonly id: string
  readonly 'aria-describedby': string
  readonly 'aria-labelledby': string
  readonly error: boolean
}

export interface FieldFrameProps {
  readonly at: string
  readonly schema: string
  /** Fields below it tell their own problems. */
  readonly isContainer?: boolean
  /** What the input itself finds wrong, before any checker. */
  readonly fault?: string | undefined
  readonly label?: string | undefined
  readonly required?: boolean
  /** Below the input: what holds where it is empty, for example. */
  readonly hint?: string | undefined
  readonly children: (input: FramedInput) => ReactNode
}

/** Label, help and problems around an input: the same for every field. */
export function FieldFrame({ at, schema, isContainer = false, fault, label: ownLabel, required = false, hint, children }: FieldFrameProps) {
  const texts = useFieldTexts(schema)
  const label = ownLabel ?? texts.label
  const problem = useFieldProblem(at, label, isContainer)
  const id = useId()
  const isWrong = fault !== undefined || problem?.problem.severity === 'error'
  return (
    <div className={classes.field} data-field={at} data-schema={schema}>
      <div className={classes.label}>
        <Input.Label id={`${id}-label`} htmlFor={id} required={required} size="sm">
          {label}
        </Input.Label>
        {texts.help !== '' && <FieldHelp help={texts.help} label={label} />}
      </div>
      {children({ id, 'aria-labelledby': `${id}-label`, 'aria-describedby': `${id}-help`, error: isWrong })}
      {hint !== undefined && <div className={classes.hint}>{hint}</div>}
      <VisuallyHidden id={`${id}-help`}>{[texts.help, fault ?? problem?.message].filter((text) => text !== undefined && text !== '').join(' ')}</VisuallyHidden>
      {fault !== undefined ? <FieldProblemLine severity="error" message={fault} /> : problem !== undefined && <FieldProblemLine {...problem} severity={problem.problem.severity} />}
    </div>
  )
}

/** What a field is for, to whoever asks. */
export function FieldHelp({ help, label }: { readonly help: string; readonly label: string }) {
  const { t } = useTranslation('inspector')
  return (
    <Tooltip label={help} multiline w={260} events={{ hover: true, focus: true, touch: true }} position="top-start">
      <ActionIcon variant="transparent" color="gray" size={24} aria-label={t('help', { label })} className={classes.help ?? ''}>
        <IconHelpCircle size={15} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
