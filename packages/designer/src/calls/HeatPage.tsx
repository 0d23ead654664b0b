import { ActionIcon, Alert, Anchor, Button, Loader, Select, Stack, Table, Text, TextInput } from '@mantine/core'
import type { DraftDocument } from '@callchart/flow'
import type { Heat } from '@callchart/protocol'
import { useQuery } from '@tanstack/react-query'
import { IconArrowLeft } from '@tabler/icons-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { faultText } from '../api/fault-text.js'
import { ask } from '../api/request.js'
import { useTimes } from '../library/when.js'
import { nodeName } from '../simulator/names.js'
import { useVersion, useVersions } from '../versions/queries.js'
import { versionName } from '../versions/version-name.js'
import { CallChart } from './CallChart.js'
import { addressOf, changed, filtersOf, noFilters, periodOf, periods, type CallFilters } from './filters.js'
import { hottestFirst } from './hottest.js'
import classes from './HeatPage.module.css'

const useHeat = (flow: string, filters: CallFilters) =>
  useQuery({
    queryKey: ['heat', flow, filters],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ ...(filters.version !== '' && { version: filters.version }), ...periodOf(filters, new Date()) })
      return ask<Heat>(`/v1/flows/${encodeURIComponent(flow)}/heat?${query.toString()}`, { signal })
    },
  })

/** Where the calls of a flow went, and where callers hung up, on its chart. */
export function HeatPage() {
  const { t } = useTranslation('calls')
  const { flow = '' } = useParams()
  const [address, setAddress] = useSearchParams()
  const filters = useMemo(() => {
    const { version, period, from, to } = filtersOf(address)
    return { ...noFilters, flow, version, period, from, to }
  }, [address, flow])
  const change = useCallback((part: Partial<CallFilters>) => setAddress((before) => addressOf({ ...changed(filtersOf(before), part), flow: '' }), { replace: true }), [setAddress])
  const { data: versions, error: unlisted } = useVersions(flow)
  const drawn = filters.version !== '' ? filters.version : (versions?.find(({ live }) => live) ?? versions?.[0])?.version
  const { data: heat, error: uncounted } = useHeat(flow, filters)
  const error = uncounted ?? unlisted
  return (
    <div className={classes.view}>
      <HeatBar flow={flow} filters={filters} onChange={change} />
      {error !== null && (
        <Alert color="red" title={t('heat.failed')}>
          {faultText(error)}
        </Alert>
      )}
      {drawn === undefined ? versions?.length === 0 ? <NeverLive flow={flow} /> : <div className={classes.loading} /> : <HeatChart key={drawn} version={drawn} filters={filters} heat={heat} />}
    </div>
  )
}

function NeverLive({ flow }: { readonly flow: string }) {
  const { t } = useTranslation('calls')
  return (
    <Stack align="center" gap={4} py={64}>
      <Text fw={600}>{t('heat.none')}</Text>
      <Text c="dimmed" size="sm" maw={480} ta="center">
        {t('heat.noneHelp')}
      </Text>
      <Button component={Link} to={`/flows/${flow}`} mt="md">
        {t('heat.toFlow')}
      </Button>
    </Stack>
  )
}

interface HeatBarProps {
  readonly flow: string
  readonly filters: CallFilters
  readonly onChange: (part: Partial<CallFilters>) => void
}

function HeatBar({ flow, filters, onChange }: HeatBarProps) {
  const { t } = useTranslation('calls')
  const { time } = useTimes()
  const { data: versions = [] } = useVersions(flow)
  const name = versions.find(({ live }) => live)?.name ?? versions[0]?.name ?? flow
  return (
    <div className={classes.bar}>
      <ActionIcon component={Link} to={`/calls?${addressOf(filters).toString()}`} variant="subtle" color="gray" aria-label={t('toCalls')} title={t('toCalls')}>
        <IconArrowLeft size={18} aria-hidden />
      </ActionIcon>
      <div className={classes.title}>
        <Text component="h1" fw={600} size="lg">
          {t('heat.title', { name })}
        </Text>
        <Text size="xs" c="dimmed">
          {t('heat.help')}
        </Text>
      </div>
      <Select
        aria-label={t('filter.version')}
        w={280}
        placeholder={t('filter.anyVersion')}
        value={filters.version === '' ? null : filters.version}
        onChange={(version) => onChange({ version: version ?? '' })}
        clearable
        data={versions.map((each) => ({ value: each.version, label: `${versionName(each)} · ${time(each.createdAt)}${each.live ? ` · ${t('live')}` : ''}` }))}
      />
      <Select aria-label={t('filter.period')} w={150} allowDeselect={false} value={filters.period} onChange={(period) => onChange({ period: periods.find((known) => known === period) ?? 'all' })} data={periods.map((value) => ({ value, label: t(`period.${value}`) }))} />
      {filters.period === 'custom' && (
        <>
          <TextInput type="date" aria-label={t('filter.from')} value={filters.from} onChange={(event) => onChange({ from: event.currentTarget.value })} />
          <TextInput type="date" aria-label={t('filter.to')} value={filters.to} onChange={(event) => onChange({ to: event.currentTarget.value })} />
        </>
      )}
      <Button component={Link} to={`/flows/${flow}`} variant="default">
        {t('heat.toFlow')}
      </Button>
    </div>
  )
}

interface HeatChartProps {
  readonly version: string
  readonly filters: CallFilters
  readonly heat: Heat | undefined
}

function HeatChart({ version, filters, heat }: HeatChartProps) {
  const { t } = useTranslation('calls')
  const { data } = useVersion(version)
  const document = data?.document as DraftDocument | undefined
  const drawn = useMemo(() => Object.fromEntries(heat?.nodes.map(({ node, visits, dropOffs }) => [node, { visits, dropOffs }]) ?? []), [heat])
  if (document === undefined)
    return (
      <div className={classes.loading}>
        <Loader aria-label={t('loading')} />
      </div>
    )
  return (
    <div className={classes.body}>
      <div className={classes.chart}>
        <CallChart document={document} heat={drawn} />
      </div>
      <aside className={classes.side} aria-label={t('heat.list')}>
        {heat === undefined ? <Loader m="md" aria-label={t('loading')} /> : <HeatTable document={document} filters={filters} heat={heat} />}
      </aside>
    </div>
  )
}

function HeatTable({ document, filters, heat }: { readonly document: DraftDocument; readonly filters: CallFilters; readonly heat: Heat }) {
  const { t, i18n } = useTranslation('calls')
  const count = (value: number): string => value.toLocaleString(i18n.language)
  const listOf = (part: Partial<CallFilters>): string => `/calls?${addressOf({ ...filters, status: 'ended', ...part }).toString()}`
  if (heat.calls === 0)
    return (
      <div className={classes.empty}>
        <Text fw={600}>{t('heat.none')}</Text>
        <Text c="dimmed" size="sm">
          {t('heat.noneHelp')}
        </Text>
      </div>
    )
  return (
    <>
      <div className={classes.totals}>
        <Anchor component={Link} to={listOf({})}>
          {t('heat.calls', { count: heat.calls, shown: count(heat.calls) })}
        </Anchor>
        <Anchor component={Link} to={listOf({ disposition: 'caller-hung-up' })}>
          {t('heat.dropOffs', { count: heat.dropOffs, shown: count(heat.dropOffs), percent: Math.round((heat.dropOffs / heat.calls) * 100) })}
        </Anchor>
        {heat.elsewhere > 0 && (
          <Text size="xs" c="dimmed">
            {t('heat.elsewhere', { count: heat.elsewhere, shown: count(heat.elsewhere) })}
          </Text>
        )}
      </div>
      <Table className={classes.table ?? ''} aria-label={t('heat.list')} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('heat.node')}</Table.Th>
            <Table.Th ta="right">{t('heat.visits')}</Table.Th>
            <Table.Th ta="right">{t('heat.left')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {hottestFirst(heat.nodes).map(({ node, calls, visits, dropOffs }) => (
            <Table.Tr key={node}>
              <Table.Td>{document.nodes.some(({ id }) => id === node) ? nodeName(document, node) : t('heat.gone', { node })}</Table.Td>
              <Table.Td ta="right">
                <Anchor component={Link} to={listOf({ node })} size="sm" title={t('heat.ofCalls', { count: calls, shown: count(calls) })}>
                  {count(visits)}
                </Anchor>
              </Table.Td>
              <Table.Td ta="right">
                {dropOffs === 0 ? (
                  '—'
                ) : (
                  <Anchor component={Link} to={listOf({ left: node })} size="sm">
                    {t('heat.share', { shown: count(dropOffs), percent: Math.round((dropOffs / calls) * 100) })}
                  </Anchor>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  )
}
