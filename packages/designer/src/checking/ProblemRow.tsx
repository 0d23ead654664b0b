import { Badge, Text, Tooltip, UnstyledButton } from '@mantine/core'
import type { FlowProblem } from '@callchart/flow'
import { IconAlertTriangle, IconCircleX, IconRoute } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditorStore } from '../editor/EditorContext.js'
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
  const { message, wayOut } = i18n.language === 'zh-CN' ? problem.zh : problem
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
      {problem.unproven === true && (
        <Tooltip label={t('unprovenHelp')}>
          <Badge size="sm" variant="light" color="gray" tabIndex={0}>
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
