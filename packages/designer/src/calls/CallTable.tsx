import { Badge, Table } from '@mantine/core'
import type { CallListEntry } from '@callchart/protocol'
import { IconPhoneIncoming, IconPhoneOutgoing } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useTimes } from '../library/when.js'
import { versionName } from '../versions/version-name.js'
import { tellLength, tellTransfer } from './call-words.js'
import classes from './Calls.module.css'
import { EndMark } from './EndMark.js'
import { useSecondsSince } from './useSecondsSince.js'

const columns = [
  ['started', '15%'],
  ['flow', '19%'],
  ['caller', '15%'],
  ['length', '8%'],
  ['disposition', '14%'],
  ['tags', '14%'],
  ['turns', '5%'],
  ['transfer', '10%'],
] as const

export interface CallTableProps {
  readonly calls: readonly CallListEntry[]
  readonly flowName: (flow: string) => string
}

export function CallTable({ calls, flowName }: CallTableProps) {
  const { t } = useTranslation('calls')
  return (
    <div className={classes.sheet}>
      <Table className={classes.table ?? ''} aria-label={t('title')} horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            {columns.map(([name, width]) => (
              <Table.Th key={name} w={width} {...(['length', 'turns'].includes(name) && { ta: 'right' as const })}>
                {t(`column.${name}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {calls.map((call) => (
            <CallRow key={call.callId} call={call} flowName={flowName(call.flow)} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

interface CallRowProps {
  readonly call: CallListEntry
  readonly flowName: string
}

const CallRow = memo(function CallRow({ call, flowName }: CallRowProps) {
  const { t } = useTranslation('calls')
  const { ago, time } = useTimes()
  const { callId, version, versionNumber, status, direction, ani, dnis, startedAt, disposition, tags, turns, transfer } = call
  const number = direction === 'inbound' ? ani : dnis
  const Direction = direction === 'inbound' ? IconPhoneIncoming : IconPhoneOutgoing
  return (
    <Table.Tr className={classes.row ?? ''} data-running={status === 'active' || undefined}>
      <Table.Td>
        <Link to={`/calls/${callId}`} className={classes.link ?? ''}>
          <time dateTime={startedAt}>{time(startedAt)}</time>
        </Link>
        <div className={classes.sub}>{ago(startedAt)}</div>
      </Table.Td>
      <Table.Td>
        <div>{flowName}</div>
        <div className={classes.sub} title={version}>
          {versionNumber === undefined ? t('draftCall') : versionName({ version, number: versionNumber })}
        </div>
      </Table.Td>
      <Table.Td>
        <div className={classes.caller}>
          <Direction size={16} role="img" aria-label={t(`direction.${direction}`)} />
          {number ?? t('withheld')}
        </div>
      </Table.Td>
      <Table.Td className={classes.number ?? ''}>{status === 'active' ? <RunningLength since={startedAt} /> : call.talkSeconds === undefined ? '—' : tellLength(call.talkSeconds)}</Table.Td>
      <Table.Td>
        {status === 'ended' ? (
          <EndMark disposition={disposition ?? 'ended'} />
        ) : (
          <span className={classes.running}>
            <span className={classes.dot} aria-hidden />
            {t(`status.${status}`)}
          </span>
        )}
      </Table.Td>
      <Table.Td>
        <div className={classes.tags}>
          {tags.map((tag) => (
            <Badge key={tag} variant="outline" color="gray" tt="none" size="sm">
              {tag}
            </Badge>
          ))}
        </div>
      </Table.Td>
      <Table.Td className={classes.number ?? ''}>{turns ?? '—'}</Table.Td>
      <Table.Td>{transfer === undefined ? '—' : tellTransfer(t, transfer)}</Table.Td>
    </Table.Tr>
  )
})

function RunningLength({ since }: { readonly since: string }) {
  return <>{tellLength(useSecondsSince(since))}</>
}
