import { Loader, SegmentedControl, Text, TextInput } from '@mantine/core'
import type { FlowProblem } from '@callchart/flow'
import { IconCircleCheck, IconSearch } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useHighlightStore } from '../canvas/highlight.js'
import { waysOfEvents } from '../canvas/taken-ways.js'
import { useEditor, useEditorStore } from '../editor/EditorContext.js'
import { useAnalysis } from './analysis.js'
import { problemKey } from './checker.js'
import { CounterExample } from './CounterExample.js'
import { groupProblems, type ProblemFilter } from './problem-groups.js'
import { ProblemRow } from './ProblemRow.js'
import classes from './Problems.module.css'

const filters = ['all', 'error', 'warning'] as const

/** Everything that was found in the document: where it lies, how it shows, and the way out. */
export function ProblemsPanel() {
  const { t } = useTranslation('checking')
  const problems = useAnalysis((analysis) => analysis.problems)
  const [filter, setFilter] = useState<ProblemFilter>('all')
  const [search, setSearch] = useState('')
  const [selected, setSelected] = useState<string>()
  const chosen = useMemo(() => problems.find((problem) => problemKey(problem) === selected), [problems, selected])
  useDrawnExample(chosen)
  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        <SegmentedControl
          size="xs"
          aria-label={t('filter.label')}
          value={filter}
          onChange={(value) => setFilter(value)}
          data={filters.map((value) => ({ value, label: `${t(`filter.${value}`)} ${value === 'all' ? problems.length : problems.filter(({ severity }) => severity === value).length}` }))}
        />
        <TextInput size="xs" w={220} aria-label={t('search')} placeholder={t('search')} leftSection={<IconSearch size={14} aria-hidden />} value={search} onChange={(event) => setSearch(event.currentTarget.value)} />
        <Status />
      </div>
      <div className={classes.body}>
        <List filter={filter} search={search} selected={selected} onSelect={setSelected} />
        {chosen?.counterExample !== undefined && (
          <aside className={classes.detail} aria-label={t('example')}>
            <CounterExample example={chosen.counterExample} onClose={() => setSelected(undefined)} />
          </aside>
        )}
      </div>
    </div>
  )
}

/** The way of the call that shows a problem stands on the chart while the problem is chosen. */
function useDrawnExample(chosen: FlowProblem | undefined): void {
  const highlight = useHighlightStore()
  const editor = useEditorStore()
  const example = chosen?.counterExample
  useEffect(() => {
    if (example === undefined) return undefined
    const inFlow = example.path.map((id) => id.split('.', 1)[0] ?? id).filter((id, index, all) => id !== all[index - 1])
    highlight.getState().light({ active: inFlow.at(-1), path: inFlow, took: waysOfEvents(editor.getState().document, inFlow, example.steps), tone: 'problem', heat: undefined })
    return () => {
      if (highlight.getState().tone === 'problem') highlight.getState().clear()
    }
  }, [highlight, editor, example])
}

function Status() {
  const { t } = useTranslation('checking')
  const status = useAnalysis((analysis) => analysis.status)
  return (
    <div role="status" style={{ display: 'flex', alignItems: 'center', gap: 6, minHeight: 24 }}>
      {status === 'checking' && <Loader size={14} />}
      <Text size="xs" c={status === 'failed' ? 'red' : 'dimmed'}>
        {t(status)}
      </Text>
    </div>
  )
}

interface ListProps {
  readonly filter: ProblemFilter
  readonly search: string
  readonly selected: string | undefined
  readonly onSelect: (key: string) => void
}

function List({ filter, search, selected, onSelect }: ListProps) {
  const { t } = useTranslation('checking')
  const problems = useAnalysis((analysis) => analysis.problems)
  const document = useEditor((state) => state.document)
  const groups = useMemo(() => groupProblems(problems, document, filter, search), [problems, document, filter, search])
  if (groups.length === 0) return <Nothing isFiltered={problems.length > 0} />
  return (
    <div className={classes.list}>
      {groups.map(({ nodeId, name, problems: own }) => (
        <section key={nodeId ?? ''} aria-label={nodeId === undefined ? t('flow') : name}>
          <div className={classes.group}>{nodeId === undefined ? t('flow') : name}</div>
          {own.map((problem, index) => {
            const key = problemKey(problem)
            return <ProblemRow key={`${key} ${index}`} problem={problem} isSelected={key === selected} onSelect={() => onSelect(key)} />
          })}
        </section>
      ))}
    </div>
  )
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  const { t } = useTranslation('checking')
  const status = useAnalysis((analysis) => analysis.status)
  if (isFiltered)
    return (
      <div className={classes.empty}>
        <Text size="sm">{t('noneOfThese')}</Text>
      </div>
    )
  if (status !== 'done')
    return (
      <div className={classes.empty}>
        <Text size="sm" c="dimmed">
          {status === 'failed' ? t('failed') : t('noneYet')}
        </Text>
      </div>
    )
  return (
    <div className={classes.empty}>
      <IconCircleCheck size={28} color="var(--mantine-color-green-7)" aria-hidden />
      <Text fw={600}>{t('none')}</Text>
      <Text size="sm" c="dimmed">
        {t('noneHelp')}
      </Text>
    </div>
  )
}
