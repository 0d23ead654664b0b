import { Badge, Text, Tooltip } from '@mantine/core'
import type { TranscriptEntry } from '@callchart/protocol'
import { IconHeadset, IconInfoCircle, IconRobot, IconUser } from '@tabler/icons-react'
import { memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLineText } from './line-text.js'
import classes from './Transcript.module.css'
import { latencyOf, type TurnLatency } from './turn-latency.js'

export interface TranscriptProps {
  readonly entries: readonly TranscriptEntry[]
  /** Name of a node; absent until the flow is known. */
  readonly nodeName: (id: string) => string | undefined
  /** Name of an intent; absent until the flow is known. */
  readonly intentName: (id: string) => string | undefined
  /** Stands in the place of the first line. */
  readonly empty: string
}

/** What was said so far; it follows the talk for as long as its reader does. */
export function Transcript({ entries, nodeName, intentName, empty }: TranscriptProps) {
  const { t } = useTranslation('softphone')
  const textOf = useLineText()
  const list = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  useEffect(() => {
    if (list.current !== null && follows.current) list.current.scrollTop = list.current.scrollHeight
  }, [entries])
  const noteScroll = (): void => {
    const at = list.current
    if (at !== null) follows.current = at.scrollHeight - at.scrollTop - at.clientHeight < 40
  }
  return (
    <div ref={list} className={classes.list} role="log" aria-label={t('transcript.label')} tabIndex={0} onScroll={noteScroll}>
      {entries.length === 0 && (
        <Text size="sm" c="dimmed" ta="center" py="lg">
          {empty}
        </Text>
      )}
      {entries.map((entry, index) => {
        const latency = latencyOf(entries, index)
        return (
          <Line
            key={index}
            who={entry.who}
            text={textOf(entry)}
            intent={meaningOf(entry, intentName)}
            confidence={entry.confidence}
            node={entry.nodeId === undefined ? undefined : nodeName(entry.nodeId)}
            latencyMs={latency?.ms}
            endpointSilenceMs={latency?.endpointSilenceMs}
          />
        )
      })}
    </div>
  )
}

function meaningOf({ intent, ambiguous }: TranscriptEntry, intentName: TranscriptProps['intentName']): string | undefined {
  const names = (intent === undefined ? (ambiguous ?? []) : [intent]).flatMap((id) => intentName(id) ?? [])
  return names.length === 0 ? undefined : names.join(' / ')
}

interface LineProps {
  readonly who: TranscriptEntry['who']
  readonly text: string
  readonly intent: string | undefined
  readonly confidence: number | undefined
  readonly node: string | undefined
  readonly latencyMs: number | undefined
  readonly endpointSilenceMs: number | undefined
}

const icons = { bot: IconRobot, caller: IconUser, agent: IconHeadset, system: IconInfoCircle } as const

const Line = memo(function Line({ who, text, intent, confidence, node, latencyMs, endpointSilenceMs }: LineProps) {
  const { t } = useTranslation('softphone')
  const Icon = icons[who]
  return (
    <div className={classes.line} data-who={who}>
      <div className={classes.who}>
        <Icon size={14} aria-hidden />
        <span>{t(`transcript.${who}`)}</span>
        {node !== undefined && <span className={classes.node}>{node}</span>}
        {latencyMs !== undefined && <Latency ms={latencyMs} endpointSilenceMs={endpointSilenceMs} />}
      </div>
      <div className={classes.bubble}>{text === '' ? <i>{t('transcript.nothingUnderstood')}</i> : text}</div>
      {(intent !== undefined || confidence !== undefined) && (
        <div className={classes.meaning}>
          {intent !== undefined && (
            <Badge size="sm" variant="light" tt="none" className={classes.intent ?? ''}>
              {intent}
            </Badge>
          )}
          {confidence !== undefined && <Confidence value={confidence} />}
        </div>
      )}
    </div>
  )
})

/** Less than this is a guess. */
const sureFrom = 0.7

function Confidence({ value }: { readonly value: number }) {
  const { t } = useTranslation('softphone')
  const percent = Math.round(value * 100)
  return (
    <Tooltip label={t('transcript.confidenceHelp')}>
      <span className={classes.confidence} data-unsure={value < sureFrom || undefined} tabIndex={0}>
        {t(value < sureFrom ? 'transcript.unsure' : 'transcript.sure', { percent })}
      </span>
    </Tooltip>
  )
}

const inSeconds = (ms: number): string => (ms / 1_000).toFixed(1)

function Latency({ ms, endpointSilenceMs }: TurnLatency) {
  const { t } = useTranslation('softphone')
  const label = endpointSilenceMs === undefined ? t('transcript.latencyOfKeys') : t('transcript.latencyOfSpeech', { silence: inSeconds(endpointSilenceMs) })
  return (
    <Tooltip label={label} multiline maw={260}>
      <span className={classes.latency} tabIndex={0}>
        {t('transcript.latency', { seconds: inSeconds(ms) })}
      </span>
    </Tooltip>
  )
}
