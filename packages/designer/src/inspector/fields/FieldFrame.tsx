import { ActionIcon, Input, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconHelpCircle } from '@tabler/icons-react'
import { createContext, useContext, useId, type ReactNode } from 'react'
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
  /** At the end of the line of the label. */
  readonly aside?: ReactNode
  readonly children: (input: FramedInput) => ReactNode
}

const CompactContext = createContext(false)

/** Fields whose place says what they are: their labels are only read aloud. */
export function Compact({ children }: { readonly children: ReactNode }) {
  return <CompactContext value>{children}</CompactContext>
}

/** Label, help and problems around an input: the same for every field. */
export function FieldFrame({ at, schema, isContainer = false, fault, label: ownLabel, required = false, hint, aside, children }: FieldFrameProps) {
  const texts = useFieldTexts(schema)
  const label = ownLabel ?? texts.label
  const problem = useFieldProblem(at, label, isContainer)
  const isCompact = useContext(CompactContext)
  const id = useId()
  const isWrong = fault !== undefined || problem?.problem.severity === 'error'
  return (
    <div className={classes.field} data-field={at} data-schema={schema}>
      {isCompact ? (
        <VisuallyHidden>
          <label id={`${id}-label`} htmlFor={id}>
            {label}
          </label>
        </VisuallyHidden>
      ) : (
        <div className={classes.label}>
          <Input.Label id={`${id}-label`} htmlFor={id} required={required} size="sm">
            {label}
          </Input.Label>
          {texts.help !== '' && <FieldHelp help={texts.help} label={label} />}
          {aside !== undefined && <span className={classes.aside}>{aside}</span>}
        </div>
      )}
      {children({ id, 'aria-labelledby': `${id}-label`, 'aria-describedby': `${id}-help`, error: isWrong })}
      {hint !== undefined && <div className={classes.hint}>{hint}</div>}
      <VisuallyHidden id={`${id}-help`}>{[texts.help, fault ?? problem?.message].filter((text) => text !== undefined && text !== '').join(' ')}</VisuallyHidden>
      {fault !== undefined ? <FieldProblemLine severity="error" message={fault} /> : problem !== undefined && <FieldProblemLine {...problem} severity={problem.problem.severity} />}
    </div>
  )
}

export interface GroupLabelProps {
  readonly label: string
  readonly help: string
  readonly aside?: ReactNode
}

/** The same head for several inputs together. */
export function GroupLabel({ label, help, aside }: GroupLabelProps) {
  return (
    <div className={classes.label}>
      <Input.Label labelElement="div" size="sm">
        {label}
      </Input.Label>
      {help !== '' && <FieldHelp help={help} label={label} />}
      {aside !== undefined && <span className={classes.aside}>{aside}</span>}
    </div>
  )
}

/** What a field is for, to whoever asks. */
export function FieldHelp({ help, label }: { readonly help: string; readonly label: string }) {
  const { t } = useTranslation('inspector')
  return (
    <Tooltip label={help} multiline w={260} events={{ hover: true, focus: true, touch: true }} position="top-start">
      <ActionIcon variant="transparent" color="gray" size={24} data-help aria-label={t('help', { label })} className={classes.help ?? ''}>
        <IconHelpCircle size={15} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
