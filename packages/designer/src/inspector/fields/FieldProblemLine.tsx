import { Button } from '@mantine/core'
import type { FlowProblem } from '@callchart/flow'
import { IconAlertCircle, IconAlertTriangle, IconWand } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useEditor, useEditorStore } from '../../editor/EditorContext.js'
import { fixFor, type Fix } from '../fixes.js'
import classes from './Fields.module.css'

export interface FieldProblemLineProps {
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly wayOut?: string
  readonly problem?: FlowProblem
}

/** One problem with its way out, and the fix where there is just one. */
export function FieldProblemLine({ severity, message, wayOut, problem }: FieldProblemLineProps) {
  const { t } = useTranslation('inspector')
  const isError = severity === 'error'
  const Icon = isError ? IconAlertCircle : IconAlertTriangle
  return (
    <div className={`${classes.problem ?? ''} ${(isError ? classes.error : classes.warning) ?? ''}`}>
      <Icon size={14} className={classes.problemIcon} role="img" aria-label={isError ? t('error') : t('warning')} />
      <div>
        {message} {wayOut}
        {problem !== undefined && <FixButton problem={problem} />}
      </div>
    </div>
  )
}

/** What a fix does, in words. */
export const fixText = (t: TFunction<'inspector'>, { label, values = {} }: Fix): string => {
  const { name = '', key = '', fields = '' } = values
  return t(`fixes.${label}`, { name, key, fields })
}

export function FixButton({ problem }: { readonly problem: FlowProblem }) {
  const { t } = useTranslation('inspector')
  const store = useEditorStore()
  const readOnly = useEditor((state) => state.readOnly)
  const fix = fixFor(problem, store.getState().document)
  if (fix === undefined || readOnly) return null
  return (
    <div>
      <Button size="compact-xs" variant="light" mt={4} mih={24} leftSection={<IconWand size={13} aria-hidden />} onClick={() => store.getState().run(fix.command)}>
        {fixText(t, fix)}
      </Button>
    </div>
  )
}
