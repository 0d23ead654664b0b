import { Text, UnstyledButton } from '@mantine/core'
import type { TranscriptEntry, Why } from '@callchart/protocol'
import { IconHelpCircle } from '@tabler/icons-react'
import { memo, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLineText } from '../telephone/line-text.js'
import { latencyOf } from '../telephone/turn-latency.js'
import { tellLength } from './call-words.js'
import classes from './Call.module.css'
import { intentOf, type Teller } from './step-words.js'

export interface CallTalkProps {
  readonly transcript: readonly TranscriptEntry[]
  /** Lines said by the step at the cursor: from, and up to but without. */
  readonly from: number
  readonly upTo: number
  readonly onLine: (line: number) => void
  readonly teller: Teller
  readonly nodeName: (id: string) => string
}

/** What was said; lines of the step at the cursor stand out, those after it stand back. */
export function CallTalk({ transcript, from, upTo, onLine, teller, nodeName }: CallTalkProps) {
  const { t } = useTranslation('calls')
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[Math.max(0, upTo - 1)]?.scrollIntoView({ block: 'nearest' })
  }, [upTo])
  return (
    <div ref={list} className={classes.talk} role="log" aria-label={t('talk.label')} tabIndex={0}>
      {transcript.length === 0 && (
        <Text size="sm" c="dimmed" ta="center" py="lg">
          {t('talk.nothing')}
        </Text>
      )}
      {transcript.map((entry, index) => (
        <Line key={index} line={index} entry={entry} latencyMs={latencyOf(transcript, index)?.ms} isNow={index >= from && index < upTo} isLater={index >= upTo} onLine={onLine} teller={teller} nodeName={nodeName} />
      ))}
    </div>
  )
}

interface LineProps {
  readonly entry: TranscriptEntry
  readonly line: number
  readonly latencyMs: number | undefined
  readonly isNow: boolean
  readonly isLater: boolean
  readonly onLine: (line: number) => void
  readonly teller: Teller
  readonly nodeName: (id: string) => string
}

const Line = memo(function Line({ entry, line, latencyMs, isNow, isLater, onLine, teller, nodeName }: LineProps) {
  const { t } = useTranslation('calls')
  const textOf = useLineText()
  const { who, nodeId, startMs } = entry
  const text = textOf(entry)
  return (
    <div className={classes.line} data-who={who} data-now={isNow || undefined} data-later={isLater || undefined}>
      <div className={classes.speaker}>
        <span>{t(`talk.${who}`)}</span>
        <span>{tellLength(Math.floor(startMs / 1_000))}</span>
        {nodeId !== undefined && <span>{nodeName(nodeId)}</span>}
        {latencyMs !== undefined && <span title={t('talk.latencyHelp')}>{t('talk.latency', { seconds: (latencyMs / 1_000).toFixed(1) })}</span>}
      </div>
      <UnstyledButton className={classes.bubble ?? ''} onClick={() => onLine(line)} aria-current={isNow ? 'step' : undefined}>
        {text === '' ? <i>{t('talk.unclear')}</i> : text}
      </UnstyledButton>
      {who === 'caller' && entry.confidence !== undefined && <Understood entry={entry} teller={teller} />}
    </div>
  )
})

const isWhy = (value: unknown): value is Why => typeof value === 'object' && value !== null && 'by' in value && 'losing' in value && Array.isArray(value.losing)

const percentOf = (share: number): number => Math.round(share * 100)

/** What a line was understood as, and why. */
function Understood({ entry: { text, intent, ambiguous, confidence = 0, why }, teller }: { readonly entry: TranscriptEntry; readonly teller: Teller }) {
  const { t } = useTranslation('calls')
  const [isOpen, setOpen] = useState(false)
  const meaning = intent ?? ambiguous?.join(' / ')
  const isNothing = meaning === undefined && isWhy(why) && why.by === 'nothing'
  return (
    <>
      <UnstyledButton className={classes.why ?? ''} data-nothing={isNothing || undefined} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isNothing ? t('talk.notUnderstood') : t(meaning === undefined ? 'talk.value' : 'talk.meant', { name: meaning === undefined ? '' : intentOf(teller, meaning), percent: percentOf(confidence) })}
        <IconHelpCircle size={14} aria-label={t('talk.why')} />
      </UnstyledButton>
      {isOpen && isWhy(why) && (
        <div className={classes.reasons}>
          <span>{teller.ofSimulator(`why.by.${why.by}`, { matched: why.matched ?? text })}</span>
          {why.losing.length > 0 && <span>{t('talk.losing')}</span>}
          {why.losing.map(({ intent: lost, confidence: share }) => (
            <span key={lost}>{t('talk.lost', { name: intentOf(teller, lost), percent: percentOf(share) })}</span>
          ))}
        </div>
      )}
    </>
  )
}
