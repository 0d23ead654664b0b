import { ActionIcon, Loader, NativeSelect, Text } from '@mantine/core'
import type { CallView } from '@callchart/protocol'
import { IconDownload, IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { tellLength } from './call-words.js'
import classes from './Recording.module.css'
import { callPath } from './queries.js'
import { usePeaks, useRecordingState } from './recording-queries.js'
import { placeOf, type RecordingClock } from './recording-clock.js'
import type { RecordingPlayer } from './useRecordingPlayer.js'
import { Waveform } from './Waveform.js'

export interface CallRecordingProps {
  readonly view: CallView
  readonly clock: RecordingClock | undefined
  readonly player: RecordingPlayer
  /** Somebody went to a moment of it. */
  readonly onSeek: (seconds: number) => void
}

const rates = [0.75, 1, 1.25, 1.5, 2]

/** What was said, to be heard again; its moment is that of the page. */
export function CallRecording({ view, clock, player, onSeek }: CallRecordingProps) {
  const { t } = useTranslation('calls')
  const url = `${callPath(view.callId)}/recording`
  const state = useRecordingState(url, clock !== undefined)
  if (view.recordings === undefined) return null
  const fault = view.recordings.find((recording) => recording.fault !== undefined)?.fault
  return (
    <section className={classes.recording} aria-label={t('recording.title')}>
      {clock !== undefined && <audio ref={player.refer} src={state === 'ready' ? url : undefined} preload="metadata" />}
      {clock !== undefined && state === 'ready' ? (
        <Playing view={view} clock={clock} player={player} onSeek={onSeek} url={url} />
      ) : (
        <Text size="sm" c="dimmed" role="status">
          {clock !== undefined && state === 'waiting' && <Loader size={14} mr={8} aria-hidden />}
          {t(`recording.${clock === undefined ? 'none' : state === 'ready' ? 'waiting' : state}`)}
        </Text>
      )}
      {fault !== undefined && <span className={classes.note}>{t('recording.cut', { cause: t(`recording.fault.${fault as 'media-lost'}`, { defaultValue: fault }) })}</span>}
    </section>
  )
}

interface PlayingProps extends CallRecordingProps {
  readonly clock: RecordingClock
  readonly url: string
}

function Playing({ view, clock, player, onSeek, url }: PlayingProps) {
  const { t } = useTranslation('calls')
  const { isPlaying, seconds, rate, lengthSeconds } = player
  const recordings = view.recordings ?? []
  const known = Math.max(...recordings.map(({ toMs = 0 }) => toMs))
  const length = Math.max(lengthSeconds, placeOf(known, clock), 0.1)
  const peaks = usePeaks(url, length)
  const gaps = useMemo(() => (view.recordings ?? []).flatMap((recording) => recording.gaps.map(({ fromMs, toMs }) => ({ from: placeOf(fromMs, clock) / length, to: placeOf(toMs, clock) / length }))), [view.recordings, clock, length])
  const time = t('recording.at', { at: tellLength(Math.floor(seconds)), length: tellLength(Math.round(length)) })
  return (
    <>
      <ActionIcon variant="filled" size="lg" aria-label={t(isPlaying ? 'recording.pause' : 'recording.play')} title={t(isPlaying ? 'recording.pause' : 'recording.play')} onClick={player.toggle}>
        {isPlaying ? <IconPlayerPauseFilled size={18} aria-hidden /> : <IconPlayerPlayFilled size={18} aria-hidden />}
      </ActionIcon>
      <div className={classes.track}>
        <Waveform peaks={peaks} gaps={gaps} />
        <input className={classes.seek} type="range" min={0} max={length} step={0.1} value={Math.min(seconds, length)} onChange={(event) => onSeek(Number(event.currentTarget.value))} aria-label={t('recording.moment')} aria-valuetext={time} />
      </div>
      <span className={classes.time}>{time}</span>
      <NativeSelect size="xs" aria-label={t('recording.speed')} value={String(rate)} onChange={(event) => player.setRate(Number(event.currentTarget.value))} data={rates.map((each) => ({ value: String(each), label: `${each}×` }))} />
      <ActionIcon component="a" href={url} download={`${view.callId}.wav`} variant="default" size="lg" aria-label={t('recording.download')} title={t('recording.download')}>
        <IconDownload size={18} aria-hidden />
      </ActionIcon>
      {gaps.length > 0 && <span className={classes.note}>{t('recording.gaps')}</span>}
    </>
  )
}
