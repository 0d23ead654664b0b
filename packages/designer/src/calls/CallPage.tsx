import { ActionIcon, Alert, Button, Center, Group, Loader, Slider, Text } from '@mantine/core'
import type { DraftDocument } from '@callchart/flow'
import type { CallStep, CallView } from '@callchart/protocol'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { faultText } from '../api/fault-text.js'
import { useLibrary } from '../library/queries.js'
import { useTimes } from '../library/when.js'
import { nodeName as nameIn, pathInFlow } from '../simulator/names.js'
import { useFollowedCall } from '../telephone/useFollowedCall.js'
import { useVersion } from '../versions/queries.js'
import { versionName } from '../versions/version-name.js'
import classes from './Call.module.css'
import { CallHead } from './CallHead.js'
import { CallRecording } from './CallRecording.js'
import { CallTalk } from './CallTalk.js'
import { tellLength } from './call-words.js'
import { cursorAt, stepOfLine } from './cursor.js'
import { DeleteContentButton } from './DeleteContent.js'
import { useCall, useCallSteps } from './queries.js'
import { placeOf, recordingClock, stepAtPlace, stepTimeMs } from './recording-clock.js'
import { ReplayButton } from './ReplayDialog.js'
import { StepList } from './StepList.js'
import { StepValues } from './StepValues.js'
import type { Teller } from './step-words.js'
import { useRecordingPlayer } from './useRecordingPlayer.js'

const CallChart = lazy(async () => ({ default: (await import('./CallChart.js')).CallChart }))

/** One call: what was said, where it went and what it knew, at every moment. */
export function CallPage() {
  const { callId = '' } = useParams()
  return <OneCall key={callId} callId={callId} />
}

function OneCall({ callId }: { readonly callId: string }) {
  const { t } = useTranslation('calls')
  const { data, error } = useCall(callId)
  const followed = useFollowedCall(data === undefined || data.status === 'ended' ? undefined : callId)
  const view = followed.view ?? data
  if (view !== undefined) return <ShownCall view={view} isLost={followed.isLost} />
  return (
    <Center h="60vh">
      {error === null ? (
        <Loader aria-label={t('loading')} />
      ) : (
        <Alert color="yellow" title={t('unknown.title')} maw={480}>
          <Text size="sm">{faultText(error)}</Text>
          <Button component={Link} to="/calls" variant="default" mt="sm">
            {t('toCalls')}
          </Button>
        </Alert>
      )}
    </Center>
  )
}

const noSteps: readonly CallStep[] = []

interface ShownCallProps {
  readonly view: CallView
  readonly isLost: boolean
}

function ShownCall({ view, isLost }: ShownCallProps) {
  const { t } = useTranslation('calls')
  const { t: ofSimulator } = useTranslation('simulator')
  const { time } = useTimes()
  const { data: flows } = useLibrary()
  const { data: version } = useVersion(view.version)
  const { data: steps = noSteps, error } = useCallSteps(view.callId, view.status === 'ended')
  const [chosen, setChosen] = useState<number>()
  const at = cursorAt(steps, chosen)
  const step = steps[at]
  const document = version?.document as DraftDocument | undefined
  const teller = useMemo<Teller>(() => ({ t, ofSimulator, document }), [t, ofSimulator, document])
  const nodeName = useCallback((id: string) => (document === undefined ? id : nameIn(document, id)), [document])
  // At the end of a call that runs, the cursor goes on with it.
  const show = useCallback((index: number) => setChosen(index >= steps.length - 1 ? undefined : index), [steps.length])
  const clock = useMemo(() => recordingClock(view), [view])
  const showHeard = useCallback((seconds: number) => clock !== undefined && show(stepAtPlace(steps, seconds, clock)), [clock, steps, show])
  const player = useRecordingPlayer(showHeard)
  const { seek } = player
  const seekTo = useCallback((seconds: number) => {
    seek(seconds)
    showHeard(seconds)
  }, [seek, showHeard])
  const move = useCallback((index: number) => {
    show(index)
    if (clock !== undefined) seek(placeOf(stepTimeMs(steps[index], clock), clock))
  }, [show, seek, steps, clock])
  const goToLine = useCallback((line: number) => {
    show(stepOfLine(steps, line))
    if (clock !== undefined) seek(placeOf(view.transcript[line]?.startMs ?? 0, clock))
  }, [show, seek, steps, clock, view.transcript])
  const pathLength = step?.pathLength ?? view.path.length
  const pathText = pathInFlow(view.path.slice(0, chosen === undefined ? undefined : pathLength)).join(' ')
  const path = useMemo(() => (pathText === '' ? [] : pathText.split(' ')), [pathText])
  const lineCount = chosen === undefined ? view.transcript.length : (step?.transcriptLength ?? 0)
  const answers = useMemo(() => view.transcript.slice(0, lineCount).filter(({ who }) => who === 'caller'), [view.transcript, lineCount])
  const flowName = flows?.find(({ flow }) => flow === view.flow)?.name ?? version?.name ?? view.flow
  const isReadable = view.status === 'ended' && view.contentDeleted === undefined
  return (
    <div className={classes.view}>
      <CallHead view={view} flowName={flowName === '' ? view.flow : flowName} versionTold={version === undefined ? undefined : version.number === undefined ? t('draftCall') : versionName(version)}>
        {isReadable && (
          <Group gap="xs" ml="auto">
            <ReplayButton view={view} />
            <DeleteContentButton callId={view.callId} />
          </Group>
        )}
      </CallHead>
      {isReadable && <CallRecording view={view} clock={clock} player={player} onSeek={seekTo} />}
      {view.contentDeleted !== undefined && (
        <Alert color="gray" title={t('contentDeleted.title')} py={6}>
          {t('contentDeleted.help', { time: time(view.contentDeleted.at) })}
        </Alert>
      )}
      <Cursor steps={steps} at={at} onMove={move} />
      {(isLost || error !== null) && (
        <Alert color="yellow" title={t('notFollowed')} py={6}>
          {error === null ? t('notFollowedHelp') : faultText(error)}
        </Alert>
      )}
      <div className={classes.body}>
        <StepList steps={steps} at={at} onMove={move} teller={teller} nodeName={nodeName} />
        <div className={classes.chart}>
          {document === undefined ? (
            <ChartLoading />
          ) : (
            <Suspense fallback={<ChartLoading />}>
              <CallChart document={document} path={path} answers={answers} active={path.at(-1)} />
            </Suspense>
          )}
        </div>
        <aside className={classes.side} aria-label={t('talk.side')}>
          <CallTalk transcript={view.transcript} from={at > 0 ? (steps[at - 1]?.transcriptLength ?? 0) : 0} upTo={lineCount} onLine={goToLine} teller={teller} nodeName={nodeName} />
          <div className={classes.sideTitle}>{t('values.title')}</div>
          <StepValues steps={steps} at={at} />
        </aside>
      </div>
    </div>
  )
}

function ChartLoading() {
  const { t } = useTranslation('calls')
  return (
    <div className={classes.loading}>
      <Loader aria-label={t('loading')} />
    </div>
  )
}

interface CursorProps {
  readonly steps: readonly CallStep[]
  readonly at: number
  readonly onMove: (index: number) => void
}

/** One moment for all that the page shows. */
function Cursor({ steps, at, onMove }: CursorProps) {
  const { t } = useTranslation('calls')
  const last = Math.max(0, steps.length - 1)
  const timeAt = (index: number): string => tellLength(Math.max(0, Math.floor((steps[index]?.atMs ?? 0) / 1_000)))
  return (
    <div className={classes.cursor}>
      <ActionIcon variant="default" aria-label={t('cursor.back')} title={t('cursor.back')} disabled={at <= 0} onClick={() => onMove(at - 1)}>
        <IconChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="default" aria-label={t('cursor.forth')} title={t('cursor.forth')} disabled={at >= last} onClick={() => onMove(at + 1)}>
        <IconChevronRight size={16} aria-hidden />
      </ActionIcon>
      <Slider className={classes.slider ?? ''} min={0} max={Math.max(1, last)} step={1} value={Math.max(0, at)} onChange={onMove} disabled={last === 0} label={(index) => t('cursor.at', { at: index + 1, count: steps.length, time: timeAt(index) })} thumbLabel={t('cursor.label')} size="sm" />
      <span className={classes.at} role="status">
        {steps.length > 0 && t('cursor.at', { at: at + 1, count: steps.length, time: timeAt(at) })}
      </span>
    </div>
  )
}
