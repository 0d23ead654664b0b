import { Button, FileButton, Group, Loader, Stack, Text } from '@mantine/core'
import { IconMicrophone, IconPlayerStopFilled, IconTrash, IconUpload, IconWaveSine } from '@tabler/icons-react'
import { useMachine } from '@xstate/react'
import { useEffect, useRef, useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { faultText } from '../../api/fault-text.js'
import { ApiError } from '../../api/request.js'
import { PlayError } from '../playing/PlayError.js'
import { uploadRecording, useRecording } from './audio-files.js'
import { AudioRefusal, readRecording, type AudioFault, type Recording } from './convert.js'
import { adviceOf, evenedOut, type AudioLevel } from './level.js'
import { microphoneMachine } from './microphone-machine.js'
import classes from './RecordingField.module.css'
import { Waveform } from './Waveform.js'

export interface RecordingFieldProps {
  /** Content address; empty while there is none. */
  readonly audio: string
  readonly onChange: (audio: string) => void
  readonly readOnly: boolean
}

type Upload = { readonly status: 'idle' } | { readonly status: 'working' } | { readonly status: 'refused'; readonly fault: AudioFault } | { readonly status: 'failed'; readonly error: ApiError }

const idle: Upload = { status: 'idle' }

/** A recording of one prompt: chosen, dropped or spoken; how it sounds beside the voices of engines. */
export function RecordingField({ audio, onChange, readOnly }: RecordingFieldProps) {
  const { t } = useTranslation('prompts')
  const [upload, setUpload] = useState<Upload>(idle)
  const [isOver, setOver] = useState(false)
  const latest = useRef(onChange)
  useEffect(() => {
    latest.current = onChange
  })
  const kept = useRecording(audio)

  const keep = async (make: () => Promise<Recording>): Promise<void> => {
    setUpload({ status: 'working' })
    try {
      latest.current((await uploadRecording(await make())).audio)
      setUpload(idle)
    } catch (error) {
      if (error instanceof AudioRefusal) setUpload({ status: 'refused', fault: error.fault })
      else setUpload({ status: 'failed', error: error instanceof ApiError ? error : new ApiError(0, 'UNKNOWN', String(error)) })
    }
  }
  const takeFile = (file: Blob | null | undefined): void => {
    if (file !== null && file !== undefined) void keep(() => readRecording(file))
  }
  const dropped = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    if (!readOnly) takeFile(event.dataTransfer.files[0])
  }

  return (
    <div
      className={classes.field}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(!readOnly)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
    >
      <Stack gap={6}>
        {audio === '' ? (
          <Text size="xs" c="dimmed">
            {t('recording.none')}
          </Text>
        ) : kept.data !== undefined ? (
          <KeptLevel level={kept.data.level} {...(!readOnly && { onEvenOut: () => void keep(async () => evened(kept.data.recording)) })} />
        ) : kept.error instanceof ApiError ? (
          <PlayError error={kept.error} />
        ) : (
          <div className={classes.room}>
            <Loader size="xs" />
          </div>
        )}
        {!readOnly && <RecordingButtons hasAudio={audio !== ''} onFile={takeFile} onRemove={() => onChange('')} />}
        <div role="status" aria-live="polite">
          {upload.status === 'working' && <Text size="xs">{t('recording.working')}</Text>}
          {upload.status === 'refused' && (
            <Text size="xs" c="red">
              {t(`recording.refused.${upload.fault}`)}
            </Text>
          )}
          {upload.status === 'failed' && (
            <Text size="xs" c="red">
              {upload.error.status === 0 ? t('recording.unreachable') : t('recording.failed', { detail: faultText(upload.error) })}
            </Text>
          )}
        </div>
      </Stack>
    </div>
  )
}

const evened = (recording: Recording): Recording => ({ ...recording, samples: evenedOut(recording.samples, recording.sampleRateHz) })

function RecordingButtons({ hasAudio, onFile, onRemove }: { readonly hasAudio: boolean; readonly onFile: (file: Blob | null) => void; readonly onRemove: () => void }) {
  const { t } = useTranslation('prompts')
  const taken = useRef(onFile)
  useEffect(() => {
    taken.current = onFile
  })
  const [microphone, send] = useMachine(microphoneMachine, { input: { recorded: (file: Blob) => taken.current(file) } })
  const isRecording = microphone.matches('recording')
  const button = { size: 'compact-xs', variant: 'default' } as const
  return (
    <>
      <Group gap={4}>
        <FileButton onChange={onFile} accept="audio/*,.wav,.mp3">
          {(props) => (
            <Button {...button} {...props} leftSection={<IconUpload size={12} aria-hidden />} disabled={isRecording}>
              {t(hasAudio ? 'recording.replace' : 'recording.choose')}
            </Button>
          )}
        </FileButton>
        {isRecording ? (
          <Button size="compact-xs" color="red" variant="filled" leftSection={<IconPlayerStopFilled size={12} aria-hidden />} onClick={() => send({ type: 'stop' })}>
            {t('recording.stop', { seconds: Math.floor(microphone.context.elapsedMs / 1_000) })}
          </Button>
        ) : (
          <Button {...button} leftSection={<IconMicrophone size={12} aria-hidden />} loading={microphone.matches('opening')} onClick={() => send({ type: 'start' })}>
            {t('recording.record')}
          </Button>
        )}
        {hasAudio && (
          <Button {...button} leftSection={<IconTrash size={12} aria-hidden />} onClick={onRemove} disabled={isRecording}>
            {t('recording.remove')}
          </Button>
        )}
      </Group>
      {microphone.context.fault !== undefined && (
        <Text size="xs" c="red" role="alert">
          {t(`recording.microphone.${microphone.context.fault}`)}
        </Text>
      )}
    </>
  )
}

function KeptLevel({ level, onEvenOut }: { readonly level: AudioLevel; readonly onEvenOut?: () => void }) {
  const { t } = useTranslation('prompts')
  const advice = adviceOf(level)
  return (
    <Stack gap={4}>
      <Waveform parts={level.waveform} />
      <Text size="xs" c="dimmed">
        {t('recording.level', { seconds: (level.durationMs / 1_000).toFixed(1), speech: level.speechDbFs.toFixed(0), peak: level.peakDbFs.toFixed(0) })}
      </Text>
      {advice.map((name) => (
        <Text key={name} size="xs" className={classes.advice}>
          {t(`recording.advice.${name}`)}
        </Text>
      ))}
      {onEvenOut !== undefined && advice.some((name) => name !== 'silent' && name !== 'clipping') && (
        <Button size="compact-xs" variant="light" leftSection={<IconWaveSine size={12} aria-hidden />} onClick={onEvenOut} style={{ alignSelf: 'flex-start' }}>
          {t('recording.evenOut')}
        </Button>
      )}
    </Stack>
  )
}
