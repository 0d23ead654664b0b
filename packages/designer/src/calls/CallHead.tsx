import { ActionIcon, Anchor, Badge, Popover, Stack, Table, Text, UnstyledButton } from '@mantine/core'
import type { CallView } from '@callchart/protocol'
import { IconArrowLeft, IconChevronDown } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useTimes } from '../library/when.js'
import { tellLength, tellTransfer } from './call-words.js'
import classes from './Call.module.css'
import list from './Calls.module.css'
import { EndMark } from './EndMark.js'
import { useSecondsSince } from './useSecondsSince.js'

export interface CallHeadProps {
  readonly view: CallView
  readonly flowName: string
  /** As people call the version; absent until it is known. */
  readonly versionTold: string | undefined
  readonly children?: ReactNode
}

/** Who, when, how long, how it ended. */
export function CallHead({ view, flowName, versionTold, children }: CallHeadProps) {
  const { t } = useTranslation('calls')
  const { time } = useTimes()
  const { flow, version, status, direction, ani, dnis, startedAt, disposition, tags, talkSeconds, transfer } = view
  const number = (direction === 'inbound' ? ani : dnis) ?? t(view.contentDeleted === undefined ? 'withheld' : 'contentDeleted.number')
  return (
    <div className={classes.head}>
      <ActionIcon component={Link} to="/calls" variant="subtle" color="gray" aria-label={t('toCalls')} title={t('toCalls')}>
        <IconArrowLeft size={18} aria-hidden />
      </ActionIcon>
      <div className={classes.who}>
        <Text component="h1" fw={600} size="lg">
          {number}
        </Text>
        <Text size="xs" c="dimmed">
          {t(`direction.${direction}`)} · {time(startedAt)}
        </Text>
      </div>
      <dl className={classes.facts}>
        <Fact name={t('column.flow')}>
          <Anchor component={Link} to={`/flows/${flow}/versions/${version}`} size="sm" title={version}>
            {[flowName, versionTold].filter(Boolean).join(' · ')}
          </Anchor>
        </Fact>
        <Fact name={t('column.length')}>{status === 'ended' ? (talkSeconds === undefined ? '—' : tellLength(talkSeconds)) : <Running since={startedAt} />}</Fact>
        <Fact name={t('column.disposition')}>
          {status === 'ended' ? (
            <EndMark disposition={disposition ?? 'ended'} />
          ) : (
            <span className={list.running}>
              <span className={list.dot} aria-hidden />
              {t(`status.${status}`)}
            </span>
          )}
        </Fact>
        {transfer !== null && <Fact name={t('column.transfer')}>{`${transfer.target} · ${tellTransfer(t, transfer.outcome)}`}</Fact>}
        {tags.length > 0 && (
          <Fact name={t('column.tags')}>
            {tags.map((tag) => (
              <Badge key={tag} variant="outline" color="gray" tt="none" size="sm">
                {tag}
              </Badge>
            ))}
          </Fact>
        )}
        <Fact name={t('records.title')}>
          <Records view={view} />
        </Fact>
      </dl>
      {children}
    </div>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const Running = ({ since }: { readonly since: string }) => <>{tellLength(useSecondsSince(since))}</>

/** One record a leg, and what humans said of the call after it. */
function Records({ view: { cdr, wrapUps = [], recording, voicemails } }: { readonly view: CallView }) {
  const { t } = useTranslation('calls')
  const { time } = useTimes()
  return (
    <Popover position="bottom-start" shadow="md" withArrow trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton fz="sm" td="underline" mih={24}>
          {t('records.legs', { count: cdr.length })} <IconChevronDown size={12} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Table fz="sm" aria-label={t('records.title')}>
            <Table.Thead>
              <Table.Tr>
                {(['leg', 'answered', 'ended', 'talk', 'disposition', 'hungUpBy'] as const).map((name) => (
                  <Table.Th key={name}>{t(`records.${name}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {cdr.map((record) => (
                <Table.Tr key={record.legId}>
                  <Table.Td>{record.legId === 'caller' ? t('records.caller') : t('records.human')}</Table.Td>
                  <Table.Td>{record.answeredAt === undefined ? '—' : time(record.answeredAt)}</Table.Td>
                  <Table.Td>{record.endedAt === undefined ? '—' : time(record.endedAt)}</Table.Td>
                  <Table.Td>{tellLength(record.talkSeconds)}</Table.Td>
                  <Table.Td>{record.disposition === 'active' ? t('status.active') : record.disposition === 'not-joined' ? t('records.notJoined') : <EndMark disposition={record.disposition} />}</Table.Td>
                  <Table.Td>{record.hungUpBy === undefined ? '—' : t(`records.by.${record.hungUpBy}`)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <Text size="sm">{t(`records.recording.${recording}`)}</Text>
          {voicemails.map(({ mailbox, durationMs, at }) => (
            <Text key={at} size="sm">
              {t('records.voicemail', { mailbox, length: tellLength(Math.round(durationMs / 1_000)) })}
            </Text>
          ))}
          {wrapUps.map(({ agent, code, note, at }) => (
            <Text key={at} size="sm">
              {t('records.wrapUp', { agent, code })}
              {note !== '' && ` – ${note}`}
            </Text>
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
