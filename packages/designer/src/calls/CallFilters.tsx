import { Button, NumberInput, Pill, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLibrary } from '../library/queries.js'
import { useTimes } from '../library/when.js'
import { useVersion, useVersions } from '../versions/queries.js'
import { versionName } from '../versions/version-name.js'
import classes from './Calls.module.css'
import { dispositions, noFilters, periods, type CallFilters as Filters } from './filters.js'

export interface CallFiltersProps {
  readonly filters: Filters
  readonly onChange: (part: Partial<Filters>) => void
}

/** What the list is narrowed by: the usual things in sight, the others one press away. */
export function CallFilters({ filters, onChange }: CallFiltersProps) {
  const { t } = useTranslation('calls')
  const { data: flows } = useLibrary()
  const hasMore = (['version', 'node', 'left', 'direction', 'tag', 'minSeconds'] as const).some((name) => filters[name] !== '')
  const [isOpen, setOpen] = useState(hasMore)
  const names = flows?.map(({ flow, name }) => ({ value: flow, label: name === '' ? flow : name })) ?? []
  return (
    <search className={classes.tools} aria-label={t('filter.label')}>
      <div className={classes.toolRow}>
        <TypedFilter label={t('filter.number')} placeholder={t('filter.numberHelp')} value={filters.number} onChange={(number) => onChange({ number })} isSearch />
        <Choice wide label={t('filter.flow')} any={t('filter.anyFlow')} value={filters.flow} data={names} onChange={(flow) => onChange({ flow })} />
        <Select label={t('filter.period')} allowDeselect={false} value={filters.period} onChange={(period) => onChange({ period: periods.find((known) => known === period) ?? 'all' })} data={periods.map((value) => ({ value, label: t(`period.${value}`) }))} />
        {filters.period === 'custom' && (
          <>
            <TextInput type="date" label={t('filter.from')} value={filters.from} max={filters.to === '' ? undefined : filters.to} onChange={(event) => onChange({ from: event.currentTarget.value })} />
            <TextInput type="date" label={t('filter.to')} value={filters.to} min={filters.from === '' ? undefined : filters.from} onChange={(event) => onChange({ to: event.currentTarget.value })} />
          </>
        )}
        <Choice label={t('filter.status')} any={t('filter.anyStatus')} value={filters.status} onChange={(status) => onChange({ status: status as Filters['status'] })} data={(['active', 'ended', 'waiting'] as const).map((value) => ({ value, label: t(`status.${value}`) }))} />
        <Choice label={t('filter.disposition')} any={t('filter.anyDisposition')} value={filters.disposition} onChange={(disposition) => onChange({ disposition })} data={dispositions.map((value) => ({ value, label: t(`disposition.${value}`) }))} />
        <Button className={classes.button ?? ''} variant="default" leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'filter.less' : 'filter.more')}
        </Button>
      </div>
      {isOpen && (
        <div className={classes.toolRow}>
          <TypedFilter label={t('filter.tag')} value={filters.tag} onChange={(tag) => onChange({ tag })} />
          <Choice label={t('filter.direction')} any={t('filter.anyDirection')} value={filters.direction} onChange={(direction) => onChange({ direction: direction as Filters['direction'] })} data={(['inbound', 'outbound'] as const).map((value) => ({ value, label: t(`direction.${value}`) }))} />
          <NumberInput label={t('filter.minSeconds')} min={0} max={86_400} allowDecimal={false} allowNegative={false} suffix={t('filter.secondsUnit')} value={filters.minSeconds === '' ? '' : Number(filters.minSeconds)} onChange={(value) => onChange({ minSeconds: String(value) })} />
          <OfFlow key={filters.flow} filters={filters} onChange={onChange} />
        </div>
      )}
    </search>
  )
}

interface ChoiceProps {
  readonly label: string
  /** Stands where nothing is chosen. */
  readonly any: string
  readonly value: string
  readonly data: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string) => void
  readonly disabled?: boolean
  readonly wide?: boolean
}

function Choice({ label, any, value, data, onChange, disabled = false, wide = false }: ChoiceProps) {
  const { t } = useTranslation('calls')
  const known = value === '' || data.some((choice) => choice.value === value) ? data : [{ value, label: value }, ...data]
  return <Select className={wide ? (classes.wide ?? '') : ''} label={label} placeholder={any} value={value === '' ? null : value} data={[...known]} onChange={(chosen) => onChange(chosen ?? '')} clearable clearButtonProps={{ 'aria-label': t('filter.clear', { filter: label }) }} searchable={data.length > 8} disabled={disabled} nothingFoundMessage={t('filter.nothing')} />
}

interface TypedFilterProps {
  readonly label: string
  readonly placeholder?: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly isSearch?: boolean
}

const typingPauseMs = 350

/** Asks once the typing pauses. */
function TypedFilter({ label, placeholder, value, onChange, isSearch = false }: TypedFilterProps) {
  const [typed, setTyped] = useState(value)
  const [from, setFrom] = useState(value)
  // The address was changed by somebody else than the typing: filters were cleared, or the way back was taken.
  if (from !== value) {
    setFrom(value)
    setTyped(value)
  }
  const tell = useDebouncedCallback((next: string) => {
    setFrom(next)
    onChange(next)
  }, typingPauseMs)
  return (
    <TextInput
      label={label}
      {...(placeholder !== undefined && { placeholder })}
      type={isSearch ? 'search' : 'text'}
      {...(isSearch && { leftSection: <IconSearch size={16} aria-hidden /> })}
      maxLength={40}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        tell(event.currentTarget.value.trim())
      }}
    />
  )
}

/** Versions and nodes are those of one flow. */
function OfFlow({ filters, onChange }: CallFiltersProps) {
  const { t } = useTranslation('calls')
  if (filters.flow === '')
    return (
      <>
        <Choice label={t('filter.version')} any={t('filter.flowFirst')} value="" data={[]} onChange={() => undefined} disabled />
        <Choice label={t('filter.node')} any={t('filter.flowFirst')} value="" data={[]} onChange={() => undefined} disabled />
      </>
    )
  return <ChosenFlow filters={filters} onChange={onChange} />
}

function ChosenFlow({ filters, onChange }: CallFiltersProps) {
  const { t } = useTranslation('calls')
  const { time } = useTimes()
  const { data: versions = [] } = useVersions(filters.flow)
  const shown = filters.version !== '' ? filters.version : (versions.find(({ live }) => live) ?? versions[0])?.version
  return (
    <>
      <Choice wide label={t('filter.version')} any={t('filter.anyVersion')} value={filters.version} onChange={(version) => onChange({ version })} data={versions.map((each) => ({ value: each.version, label: `${versionName(each)} · ${time(each.createdAt)}${each.live ? ` · ${t('live')}` : ''}` }))} />
      {shown === undefined ? <Choice label={t('filter.node')} any={t('filter.anyNode')} value={filters.node} data={[]} onChange={(node) => onChange({ node })} /> : <NodeChoice version={shown} filters={filters} onChange={onChange} />}
    </>
  )
}

function NodeChoice({ version, filters, onChange }: CallFiltersProps & { readonly version: string }) {
  const { t } = useTranslation('calls')
  const { data } = useVersion(version)
  const nodes = data?.document.nodes.map(({ id, name }) => ({ value: id, label: name === '' ? id : name })) ?? []
  return (
    <>
      <Choice wide label={t('filter.node')} any={t('filter.anyNode')} value={filters.node} data={nodes} onChange={(node) => onChange({ node })} />
      {filters.left !== '' && (
        <Pill size="md" withRemoveButton removeButtonProps={{ 'aria-label': t('filter.clear', { filter: t('filter.left') }), 'aria-hidden': false, tabIndex: 0 }} onRemove={() => onChange({ left: noFilters.left })}>
          {t('filter.leftAt', { node: nodes.find(({ value }) => value === filters.left)?.label ?? filters.left })}
        </Pill>
      )}
    </>
  )
}
