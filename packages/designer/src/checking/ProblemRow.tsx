import { Badge, Text, Tooltip, UnstyledButton } from '@mantine/core'
import type { FlowProblem } from '@callchart/flow'
import { IconAlertTriangle, IconCircleX, IconRoute } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor, useEditorStore } from '../editor/EditorContext.js'
import { schemaPath } from '../inspector/fields/field-path.js'
import { useFieldTexts } from '../inspector/fields/field-texts.js'
import { FixButton } from '../inspector/fields/FieldProblemLine.js'
import { fieldOfProblem, wordsAmongOthers } from '../inspector/problem-words.js'
import type { UiLanguage } from '../locale/locale.js'
import classes from './Problems.module.css'
import { goToProblem } from './shown-problem.js'

interface ProblemRowProps {
  readonly problem: FlowProblem
  readonly isSelected: boolean
  readonly onSelect: () => void
}

/** One problem: a click goes to where it lies. */
export const ProblemRow = memo(function ProblemRow({ problem, isSelected, onSelect }: ProblemRowProps) {
  const { t, i18n } = useTranslation('checking')
  const editor = useEditorStore()
  const kind = useEditor(({ document }) => document.nodes.find(({ id }) => id === problem.nodeId)?.kind)
  const { label } = useFieldTexts(schemaPath(kind ?? 'flow', fieldOfProblem(problem)))
  const { message, wayOut } = wordsAmongOthers(problem, i18n.language as UiLanguage, label)
  const isError = problem.severity === 'error'
  return (
    <div className={classes.problem} data-selected={isSelected}>
      {isError ? <IconCircleX size={17} color="var(--mantine-color-red-7)" aria-label={t('error')} /> : <IconAlertTriangle size={17} color="var(--mantine-color-yellow-7)" aria-label={t('warning')} />}
      <UnstyledButton
        className={classes.text}
        aria-pressed={isSelected}
        onClick={() => {
          goToProblem(editor, problem)
          onSelect()
        }}
      >
        {message} <span className={classes.out}>{wayOut}</span>
        {problem.rule !== undefined && (
          <Text size="xs" c="dimmed">
            {t('rule', { rule: problem.rule })}
          </Text>
        )}
      </UnstyledButton>
      <FixButton problem={problem} />
      {problem.unproven === true && (
        <Tooltip label={t('unprovenHelp')}>
          <Badge tt="none" size="sm" variant="light" color="gray" tabIndex={0}>
            {t('unproven')}
          </Badge>
        </Tooltip>
      )}
      {problem.counterExample !== undefined && (
        <Tooltip label={t('example')}>
          <IconRoute size={17} aria-label={t('exampleOf')} />
        </Tooltip>
      )}
    </div>
  )
})
