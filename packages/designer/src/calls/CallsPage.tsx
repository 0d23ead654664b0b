import { Alert, Button, Skeleton } from '@mantine/core'
import type { CallListEntry } from '@callchart/protocol'
import { IconFlame, IconMicrophone, IconPhoneCall } from '@tabler/icons-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { faultText } from '../api/fault-text.js'
import { EmptyPage } from '../app/EmptyPage.js'
import { PageHead } from '../app/PageHead.js'
import { useFlowName } from '../library/queries.js'
import { CallFilters } from './CallFilters.js'
import classes from './Calls.module.css'
import { CallTable } from './CallTable.js'
import { addressOf, changed, filtersOf, isNarrowed, noFilters, type CallFilters as Filters } from './filters.js'
import { usePastCalls, useRunningCalls } from './queries.js'

const noCalls: readonly CallListEntry[] = []

/** Every call, those that run first. */
export function CallsPage() {
  const { t } = useTranslation('calls')
  const [address, setAddress] = useSearchParams()
  const filters = useMemo(() => filtersOf(address), [address])
  const change = useCallback((part: Partial<Filters>) => setAddress((before) => addressOf(changed(filtersOf(before), part)), { replace: true }), [setAddress])
  return (
    <div className={classes.page}>
      <PageHead title={t('title')} subtitle={t('subtitle')}>
        <Button component={Link} to="/voicemails" variant="default" leftSection={<IconMicrophone size={16} aria-hidden />}>
          {t('voicemail.open')}
        </Button>
      </PageHead>
      <CallFilters filters={filters} onChange={change} />
      <FoundCalls filters={filters} onClear={() => change(noFilters)} />
    </div>
  )
}

interface FoundCallsProps {
  readonly filters: Filters
  readonly onClear: () => void
}

function FoundCalls({ filters, onClear }: FoundCallsProps) {
  const { t } = useTranslation('calls')
  const flowName = useFlowName()
  const running = useRunningCalls(filters)
  const past = usePastCalls(filters)
  const calls = useMemo(() => {
    const first = filters.status === '' ? (running.data ?? noCalls) : noCalls
    const ids = new Set(first.map(({ callId }) => callId))
    return [...first, ...(past.data?.pages.flatMap((page) => page.calls) ?? noCalls).filter(({ callId }) => !ids.has(callId))]
  }, [filters.status, running.data, past.data])
  const runningCount = calls.filter(({ status }) => status === 'active').length
  if (past.data === undefined)
    return past.error === null ? (
      <Waiting />
    ) : (
      <Alert color="red" title={t('failed')}>
        {faultText(past.error)}
      </Alert>
    )
  if (calls.length === 0) return isNarrowed(filters) ? <NothingFound onClear={onClear} /> : <NoCalls />
  return (
    <>
      <div className={classes.count}>
        <span aria-live="polite">
          {t(past.hasNextPage ? 'shownMore' : 'shown', { count: calls.length })}
          {runningCount > 0 && ` · ${t('runningNow', { count: runningCount })}`}
        </span>
        {isNarrowed(filters) && (
          <Button variant="subtle" size="compact-sm" onClick={onClear}>
            {t('filter.clearAll')}
          </Button>
        )}
        {filters.flow !== '' && (
          <Button component={Link} to={`/flows/${filters.flow}/heat?${addressOf({ ...noFilters, version: filters.version, period: filters.period, from: filters.from, to: filters.to }).toString()}`} variant="light" size="compact-md" ml="auto" leftSection={<IconFlame size={16} aria-hidden />}>
            {t('heat.open')}
          </Button>
        )}
      </div>
      {past.error !== null && (
        <Alert color="yellow" title={t('stale')}>
          {faultText(past.error)}
        </Alert>
      )}
      <CallTable calls={calls} flowName={flowName} />
      {past.hasNextPage && (
        <Button variant="default" onClick={() => void past.fetchNextPage()} loading={past.isFetchingNextPage} style={{ alignSelf: 'center' }}>
          {t('older')}
        </Button>
      )}
    </>
  )
}

const Waiting = () => (
  <>
    <div className={classes.count} />
    <div className={`${classes.sheet} ${classes.skeleton}`} aria-busy>
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} height={36} />
      ))}
    </div>
  </>
)

function NothingFound({ onClear }: { readonly onClear: () => void }) {
  const { t } = useTranslation('calls')
  return (
    <EmptyPage isAnswer title={t('none.title')} help={t('none.help')}>
      <Button variant="default" mt="sm" onClick={onClear}>
        {t('filter.clearAll')}
      </Button>
    </EmptyPage>
  )
}

function NoCalls() {
  const { t } = useTranslation('calls')
  return (
    <EmptyPage Icon={IconPhoneCall} title={t('empty.title')} help={t('empty.help')}>
      <Button component={Link} to="/flows" mt="sm">
        {t('empty.toFlows')}
      </Button>
    </EmptyPage>
  )
}
