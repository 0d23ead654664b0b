import { Button, Checkbox, Group, Menu, Text, Textarea } from '@mantine/core'
import type { Json } from '@callchart/flow'
import type { TFunction } from 'i18next'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '../editor/EditorContext.js'
import { tellTime } from './elapsed.js'
import type { Held, Input, Offers } from './moment.js'
import { nodeName } from './names.js'
import { soundingExample } from './example-words.js'
import { savedAnswer } from './saved-answer.js'
import classes from './Simulator.module.css'
import { useSimulatorStore } from './simulator-store.js'

type Give = (input: Input) => void

/** Whatever waits for an answer that the person at the simulator gives. */
export function HeldCards({ offers, onGive }: { readonly offers: Offers; readonly onGive: Give }) {
  const { t } = useTranslation('simulator')
  const { held, transfer, dueInMs, node, isHungUp } = offers
  const isOnlyTime = held.length === 0 && transfer === undefined && node === undefined && dueInMs !== undefined && !offers.isOver
  return (
    <>
      {held.map((each) => (each.type === 'request' ? <RequestCard key={each.id} held={each} offers={offers} onGive={onGive} /> : <HoursCard key={each.id} held={each} onGive={onGive} />))}
      {transfer !== undefined && !isHungUp && <TransferCard transfer={transfer} dueInMs={dueInMs} onGive={onGive} />}
      {isOnlyTime && (
        <div className={classes.card}>
          <Text size="sm">{t('nothing', { time: tellTime(t, dueInMs) })}</Text>
          <Button size="compact-sm" variant="light" onClick={() => onGive({ type: 'waits', ms: dueInMs })}>
            {t('say.skip', { time: tellTime(t, dueInMs) })}
          </Button>
        </div>
      )}
    </>
  )
}

function HoursCard({ held, onGive }: { readonly held: Extract<Held, { type: 'hours' }>; readonly onGive: Give }) {
  const { t } = useTranslation('simulator')
  return (
    <div className={classes.card} role="group" aria-label={t('hours.title', { calendar: held.calendar })}>
      <Text size="sm" fw={600}>
        {t('hours.title', { calendar: held.calendar })}
      </Text>
      <Text size="xs" c="dimmed">
        {t('hours.help')}
      </Text>
      <Group gap={6}>
        {(['open', 'closed', 'failed'] as const).map((hours) => (
          <Button key={hours} size="compact-sm" variant={hours === 'open' ? 'light' : 'default'} onClick={() => onGive({ type: 'hours', hours })}>
            {t(`hours.${hours}`)}
          </Button>
        ))}
      </Group>
    </div>
  )
}

const readJson = (text: string): { readonly body: Json } | { readonly fault: string } => {
  if (text.trim() === '') return { body: null }
  try {
    return { body: JSON.parse(text) as Json }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

/** A filler of ten seconds is the slowest there is; what falls due later is not the request's. */
const slowestMs = 10_000
const usuallySlowMs = 3_000

function RequestCard({ held, offers, onGive }: { readonly held: Extract<Held, { type: 'request' }>; readonly offers: Offers; readonly onGive: Give }) {
  const { t } = useTranslation('simulator')
  const store = useSimulatorStore()
  const name = useEditor(({ document }) => nodeName(document, held.node))
  const saved = useEditor(({ document }) => savedAnswer(document, held.node))
  const language = useEditor(({ document }) => document.languages[0] ?? '')
  const [text, setText] = useState(() => JSON.stringify(saved?.body ?? soundingExample(held.example, language), null, 2))
  const [keeps, setKeeps] = useState(false)
  const read = readJson(text)
  const slowMs = offers.dueInMs !== undefined && offers.dueInMs <= slowestMs ? offers.dueInMs : usuallySlowMs
  const answer = (given: Extract<Input, { type: 'answers' }>['answer']): void => {
    if (keeps) store.getState().set({ answers: { ...store.getState().settings.answers, [held.node]: given } })
    onGive({ type: 'answers', node: held.node, answer: given })
  }
  return (
    <div className={classes.card} role="group" aria-label={t('request.title', { name })}>
      <Text size="sm" fw={600}>
        {t('request.title', { name })}
      </Text>
      <Text className={classes.code}>
        {held.method} {held.url}
      </Text>
      {held.body !== undefined && (
        <Text className={classes.code}>
          {t('request.body')}: {JSON.stringify(held.body)}
        </Text>
      )}
      <Textarea
        label={t('request.answer')}
        description={t('request.answerHelp')}
        value={text}
        autosize
        minRows={2}
        maxRows={7}
        spellCheck={false}
        classNames={{ input: classes.code ?? '' }}
        error={'fault' in read ? t('request.invalid', { message: read.fault }) : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {offers.node !== undefined && (
        <Text size="xs" c="dimmed">
          {t('request.notWaited')}
        </Text>
      )}
      <Group gap={6}>
        <Button size="compact-sm" disabled={'fault' in read} onClick={() => 'body' in read && answer({ status: 200, body: read.body as never })}>
          {t('request.succeed')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => answer({ status: 500, body: null })}>
          {t('request.fail')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => answer({ failure: 'timeout' })}>
          {t('request.timeout')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => answer({ outcomeUnknown: true })}>
          {t('request.unknown')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onGive({ type: 'waits', ms: slowMs })}>
          {t('request.slow', { time: tellTime(t, slowMs) })}
        </Button>
      </Group>
      <Checkbox size="xs" label={t('request.keep')} checked={keeps} onChange={(event) => setKeeps(event.currentTarget.checked)} />
    </div>
  )
}

/** What comes later is the end of the longest call: it is among the other things that can happen. */
const longestWaitMs = 600_000
type Transfer = NonNullable<Offers['transfer']>
type Outcome = Extract<Input, { type: 'transfer' }>['outcome']

/** What a transfer may come to; the likeliest stands on the button. */
const likeliest = { queue: 'connected', line: 'connected', refer: 'referred' } as const
const otherwise = {
  queue: ['queued', 'ringing', 'busy', 'no-answer', 'declined', 'closed', 'overflow', 'failed'],
  line: ['ringing', 'busy', 'no-answer', 'declined', 'failed'],
  refer: ['declined', 'failed'],
} as const satisfies Record<Transfer['sort'], readonly Outcome[]>

const titleOf = (t: TFunction<'simulator'>, { queue, sort, stage }: Transfer): string => {
  if (sort === 'queue') return stage === 'asked' ? t('transfer.title', { queue }) : t(`transfer.${stage}`, { queue })
  return stage === 'ringing' || stage === 'connected' ? t(`transfer.called.${stage}`, { target: queue }) : t(`transfer.asked.${sort}`, { target: queue })
}

function TransferCard({ transfer, dueInMs, onGive }: { readonly transfer: NonNullable<Offers['transfer']>; readonly dueInMs: number | undefined; readonly onGive: Give }) {
  const { t } = useTranslation('simulator')
  const { sort, stage, summary } = transfer
  const title = titleOf(t, transfer)
  const isConnected = stage === 'connected'
  const others: readonly Outcome[] = isConnected ? ['failed'] : otherwise[sort]
  const likely = isConnected ? 'ended' : likeliest[sort]
  return (
    <div className={classes.card} role="group" aria-label={title}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      {summary !== '' && <Text size="xs">{t('transfer.summary', { summary })}</Text>}
      <Group gap={6}>
        <Button size="compact-sm" onClick={() => onGive({ type: 'transfer', outcome: likely })}>
          {t(`did.transfer.${likely}`)}
        </Button>
        <Menu position="top-start" withArrow>
          <Menu.Target>
            <Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
              {t('transfer.other')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((outcome) => (
              <Menu.Item key={outcome} onClick={() => onGive({ type: 'transfer', outcome, ...(outcome === 'queued' && { position: 2 }) })}>
                {t(`did.transfer.${outcome}`, { position: 2 })}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        {dueInMs !== undefined && dueInMs <= longestWaitMs && (
          <Button size="compact-sm" variant="default" onClick={() => onGive({ type: 'waits', ms: dueInMs })}>
            {t('say.skip', { time: tellTime(t, dueInMs) })}
          </Button>
        )}
      </Group>
    </div>
  )
}
