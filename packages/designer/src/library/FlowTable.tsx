import { Button, Table, UnstyledButton } from '@mantine/core'
import type { LibraryEntry } from '@callchart/protocol'
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useLanguageName } from '../prompts/language-names.js'
import { FlowActions, type FlowActionsProps } from './FlowActions.js'
import { FlowProblems } from './FlowProblems.js'
import { FlowState } from './FlowState.js'
import classes from './LibraryPage.module.css'
import { changedAt, type Listing, type SortKey } from './list-flows.js'
import { useMore } from './useMore.js'
import { useTimes } from './when.js'

export interface FlowTableProps extends Omit<FlowActionsProps, 'entry'> {
  readonly flows: readonly LibraryEntry[]
  readonly listing: Listing
  readonly onSort: (sort: SortKey) => void
}

interface Column {
  readonly name: 'name' | 'state' | 'changed' | 'problems' | 'numbers' | 'languages' | 'calls'
  readonly width: string
  readonly sort?: SortKey
}

const columns: readonly Column[] = [
  { name: 'name', width: '24%', sort: 'name' },
  { name: 'state', width: '24%' },
  { name: 'changed', width: '12%', sort: 'changed' },
  { name: 'problems', width: '11%' },
  { name: 'numbers', width: '11%' },
  { name: 'languages', width: '10%' },
  { name: 'calls', width: '9%', sort: 'calls' },
]

/** The flows, dense: the same for five and for five hundred. */
export function FlowTable({ flows, listing, onSort, ...deeds }: FlowTableProps) {
  const { t } = useTranslation('library')
  const { shown, hasMore, showMore, sentinel } = useMore(flows)
  return (
    <div className={classes.sheet}>
      <Table className={classes.table ?? ''} aria-label={t('title')} horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Heading key={column.name} column={column} listing={listing} onSort={onSort} />
            ))}
            <Table.Th w={56} aria-label={t('columns.actions')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((entry) => (
            <FlowRow key={entry.flow} entry={entry} {...deeds} />
          ))}
        </Table.Tbody>
      </Table>
      {hasMore && (
        <div ref={sentinel} className={classes.more}>
          <Button variant="subtle" onClick={showMore}>
            {t('more', { count: flows.length - shown.length })}
          </Button>
        </div>
      )}
    </div>
  )
}

interface HeadingProps {
  readonly column: Column
  readonly listing: Listing
  readonly onSort: (sort: SortKey) => void
}

function Heading({ column: { name, width, sort }, listing, onSort }: HeadingProps) {
  const { t } = useTranslation('library')
  const label = t(`columns.${name}`)
  const align = name === 'calls' ? { ta: 'right' as const } : {}
  if (sort === undefined)
    return (
      <Table.Th w={width} {...align}>
        {label}
      </Table.Th>
    )
  const isSorted = listing.sort === sort
  const Icon = !isSorted ? IconArrowsSort : listing.descending ? IconArrowDown : IconArrowUp
  return (
    <Table.Th w={width} aria-sort={!isSorted ? 'none' : listing.descending ? 'descending' : 'ascending'} {...align}>
      <UnstyledButton className={classes.sort ?? ''} onClick={() => onSort(sort)} title={t('sortBy', { column: label })}>
        {label}
        <Icon size={14} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  )
}

const FlowRow = memo(function FlowRow(props: FlowActionsProps) {
  const { t, i18n } = useTranslation('library')
  const languageName = useLanguageName()
  const { entry } = props
  const { flow, name, dnis, languages, nodeCount, callsLastDay } = entry
  return (
    <Table.Tr>
      <Table.Td>
        <Link to={`/flows/${flow}`} className={classes.name ?? ''}>
          {name}
        </Link>
        <div className={classes.sub} title={flow}>
          {t('nodes', { count: nodeCount })}
        </div>
      </Table.Td>
      <Table.Td>
        <FlowState {...entry} />
      </Table.Td>
      <Table.Td>
        <Changed at={changedAt(entry)} />
      </Table.Td>
      <Table.Td>
        <FlowProblems {...entry} />
      </Table.Td>
      <Table.Td className={classes.numbers ?? ''}>{dnis.length === 0 ? <span className={classes.sub}>{t('noNumber')}</span> : dnis.join(', ')}</Table.Td>
      <Table.Td className={classes.sub ?? ''}>
        {languages.map((language) => (
          <div key={language} title={language}>
            {languageName(language)}
          </div>
        ))}
      </Table.Td>
      <Table.Td className={classes.count ?? ''}>{callsLastDay.toLocaleString(i18n.language)}</Table.Td>
      <Table.Td>
        <FlowActions {...props} />
      </Table.Td>
    </Table.Tr>
  )
})

function Changed({ at }: { readonly at: string }) {
  const { ago, time } = useTimes()
  if (at === '') return null
  return (
    <time dateTime={at} title={time(at)}>
      {ago(at)}
    </time>
  )
}
