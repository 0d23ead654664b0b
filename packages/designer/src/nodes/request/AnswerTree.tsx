import { Badge, UnstyledButton } from '@mantine/core'
import type { Json } from '@callchart/flow'
import { IconArrowDownLeft } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { valuesIn, type AnswerValue } from './answer-tree.js'
import classes from './Request.module.css'

export interface AnswerTreeProps {
  readonly body: Json
  /** Expression of each variable that keeps a value. */
  readonly kept: Readonly<Record<string, Json>>
  readonly onKeep: (value: AnswerValue) => void
  /** Of a value that is kept already. */
  readonly onDrop: (variables: readonly string[]) => void
}

const short = (value: Json): string => {
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** An answer, of which every value can be clicked to keep it in a variable. */
export function AnswerTree({ body, kept, onKeep, onDrop }: AnswerTreeProps) {
  const { t } = useTranslation('inspector')
  const values = useMemo(() => valuesIn(body), [body])
  const keepers = (path: string): string[] => Object.entries(kept).flatMap(([variable, source]) => (source === path ? [variable] : []))
  return (
    <ul className={classes.tree} aria-label={t('answer.tree')}>
      {values.map((value) => (
        <li key={value.path} style={{ paddingLeft: value.depth * 14 }}>
          <UnstyledButton className={classes.leaf ?? ''} onClick={() => (keepers(value.path).length > 0 ? onDrop(keepers(value.path)) : onKeep(value))} aria-pressed={keepers(value.path).length > 0} aria-label={t('answer.keep', { path: value.path })} disabled={value.isGroup && !Array.isArray(value.value)}>
            <code className={classes.leafName}>{value.name}</code>
            {!value.isGroup && <code className={classes.leafValue}>{short(value.value)}</code>}
            {keepers(value.path).map((variable) => (
              <Badge key={variable} size="sm" variant="light" tt="none" leftSection={<IconArrowDownLeft size={11} aria-hidden />}>
                {variable}
              </Badge>
            ))}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}
