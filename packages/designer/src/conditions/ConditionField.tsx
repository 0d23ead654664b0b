import { Button, Group as Row, Input, Text } from '@mantine/core'
import { expressionFault, type ExpressionVariables } from '@callchart/flow'
import { IconAlertCircle, IconCode, IconListCheck } from '@tabler/icons-react'
import { memo, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '../editor/EditorContext.js'
import { FieldHelp } from '../inspector/fields/FieldFrame.js'
import { conditionWords } from './condition-words.js'
import type { Group } from './condition.js'
import classes from './Conditions.module.css'
import { ConditionGroup } from './ConditionGroup.js'
import { ExpressionInput } from './ExpressionInput.js'
import { callFields, namesSeen } from './known-names.js'
import { readCondition } from './read-condition.js'
import { writeCondition } from './write-condition.js'

export interface ConditionFieldProps {
  readonly label: string
  readonly help?: string
  /** CEL. */
  readonly value: string | undefined
  readonly onChange: (next: string | undefined) => void
  readonly error?: string
  /** What the place knows beside the variables, such as `value` of what was just collected. */
  readonly sees?: ExpressionVariables
}

const empty: Group = { join: 'all', items: [] }
const callNames: ExpressionVariables = Object.fromEntries(callFields.map((field) => [`call.${field}`, 'string']))

/** What the builder can compare: variables, what the place knows, and fields of the call. */
const comparedNames = (names: ExpressionVariables): ExpressionVariables => ({ ...names, ...callNames })

/** Edits a condition by picking, or as CEL; what the builder cannot show is edited as CEL and stays as it is. */
export const ConditionField = memo(function ConditionField({ label, help, value, onChange, error, sees }: ConditionFieldProps) {
  const { t, i18n } = useTranslation('conditions')
  const variables = useEditor(({ document }) => document.variables)
  const names = namesSeen(variables, sees)
  const compared = useMemo(() => comparedNames(names), [names])
  const [draft, setDraft] = useState<Group>()
  const [wantsText, setWantsText] = useState(false)
  const id = useId()
  const text = value ?? ''
  const shown = useMemo(() => (text === '' ? empty : readCondition(text, compared)), [text, compared])
  // A line that is not finished says nothing yet: it stands in the draft alone.
  const group = draft !== undefined && (writeCondition(draft, compared) ?? '') === text ? draft : shown
  const isText = wantsText || group === undefined
  const fault = text === '' ? undefined : expressionFault(text, names, 'boolean')
  const change = (next: Group): void => {
    setDraft(next)
    const written = writeCondition(next, compared)
    if (written !== value) onChange(written)
  }
  return (
    <div className={classes.box} role="group" aria-labelledby={id}>
      <div className={classes.head}>
        <Input.Label id={id} size="sm" labelElement="div">
          {label}
        </Input.Label>
        {help !== undefined && help !== '' && <FieldHelp help={help} label={label} />}
        <Button
          ml="auto"
          size="compact-xs"
          mih={24}
          variant="subtle"
          color="gray"
          disabled={group === undefined}
          leftSection={isText ? <IconListCheck size={14} aria-hidden /> : <IconCode size={14} aria-hidden />}
          onClick={() => setWantsText(!isText)}
        >
          {isText ? t('byPicking') : t('asText')}
        </Button>
      </div>
      {isText ? (
        <ExpressionInput value={text} names={names} onChange={(next) => onChange(next.trim() === '' ? undefined : next)} error={fault !== undefined} aria-label={label} placeholder={t('example')} minRows={2} />
      ) : (
        group !== undefined && <ConditionGroup group={group} names={compared} onChange={change} mayNest />
      )}
      {group === undefined && (
        <Text size="xs" c="dimmed">
          {t('tooRich')}
        </Text>
      )}
      {group !== undefined && group.items.length > 0 && text !== '' && <div className={classes.words}>{conditionWords(t, group)}</div>}
      {(fault !== undefined || error !== undefined) && (
        <Row className={classes.fault ?? ''} gap={6} wrap="nowrap" role="alert">
          <IconAlertCircle size={14} aria-hidden style={{ flex: 'none' }} />
          {fault === undefined ? error : i18n.language === 'zh-CN' ? fault.zh : fault.en}
        </Row>
      )}
    </div>
  )
})
