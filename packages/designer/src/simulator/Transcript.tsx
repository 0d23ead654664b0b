import { ActionIcon, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core'
import type { CallEnd } from '@callchart/flow'
import { IconArrowBackUp, IconDialpad, IconHeadset, IconHourglass, IconPhoneOff, IconVolumeOff, IconWebhook, type Icon } from '@tabler/icons-react'
import { memo, useEffect, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { showIfHidden } from '../canvas/view.js'
import { useEditor, useEditorStore } from '../editor/EditorContext.js'
import { tellInput } from './did.js'
import type { Entry, Input, Moment } from './moment.js'
import { nodeInFlow, nodeName } from './names.js'
import { NoteLine } from './NoteLine.js'
import classes from './Simulator.module.css'
import { useSimulator, useSimulatorStore } from './simulator-store.js'
import { WhyHeard } from './WhyHeard.js'

const icons: Readonly<Partial<Record<Input['type'], Icon>>> = { presses: IconDialpad, staysSilent: IconVolumeOff, hangsUp: IconPhoneOff, waits: IconHourglass, answers: IconWebhook, hours: IconHourglass, transfer: IconHeadset }

interface BotLineProps {
  readonly line: Extract<Entry, { type: 'bot' }>
  /** What is said follows another line of the same node. */
  readonly isMore: boolean
}

function BotLine({ line: { text, nodeId }, isMore }: BotLineProps) {
  const { t } = useTranslation('simulator')
  const editor = useEditorStore()
  const name = useEditor(({ document }) => nodeName(document, nodeId))
  return (
    <div className={classes.bot}>
      <VisuallyHidden>{t('bot')}: </VisuallyHidden>
      {!isMore && (
        <Tooltip label={t('toNode', { name })}>
          <UnstyledButton className={classes.where} onClick={() => {
              editor.getState().select([nodeInFlow(nodeId)])
              showIfHidden(editor, nodeInFlow(nodeId))
            }}>
            {name}
          </UnstyledButton>
        </Tooltip>
      )}
      <div className={classes.bubble}>{text}</div>
    </div>
  )
}

function CallerLine({ entry, index }: { readonly entry: Extract<Entry, { type: 'caller' }>; readonly index: number }) {
  const { t } = useTranslation('simulator')
  const store = useSimulatorStore()
  const text = useEditor(({ document }) => tellInput(t, document, entry.input))
  const Icon = icons[entry.input.type]
  return (
    <div className={ofOthers.has(entry.input.type) ? classes.others : classes.caller}>
      <div className={classes.callerRow}>
        <Tooltip label={t('goHere')}>
          <ActionIcon variant="subtle" color="gray" size={24} aria-label={`${t('goHere')}: ${text}`} onClick={() => store.getState().goTo(index - 1)}>
            <IconArrowBackUp size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <div className={entry.input.type === 'says' ? classes.said : classes.did}>
          {entry.input.type === 'says' && <VisuallyHidden>{t('caller')}: </VisuallyHidden>}
          {Icon !== undefined && <Icon size={14} aria-hidden />}
          {text}
        </div>
      </div>
      {entry.heard !== undefined && <WhyHeard heard={entry.heard} />}
    </div>
  )
}

function EndLine({ end }: { readonly end: CallEnd }) {
  const { t } = useTranslation('simulator')
  return <div className={classes.end}>{t(end.type === 'human' && end.called === true ? 'end.called' : `end.${end.type}`, { queue: 'queue' in end ? end.queue : '', flow: 'flow' in end ? end.flow : '' })}</div>
}

const isMoreOf = (before: Entry | undefined, { nodeId }: Extract<Entry, { type: 'bot' }>): boolean => before?.type === 'bot' && before.nodeId === nodeId

/** What others than the caller do stands in the middle. */
const ofOthers: ReadonlySet<Input['type']> = new Set(['answers', 'hours', 'transfer', 'waits', 'endsFromOutside'])

const MomentLines = memo(function MomentLines({ moment, index }: { readonly moment: Moment; readonly index: number }) {
  return (
    <>
      {moment.entries.map((entry, place) => (
        <li key={`${index}-${place}`}>
          {entry.type === 'bot' ? <BotLine line={entry} isMore={isMoreOf(moment.entries[place - 1], entry)} /> : entry.type === 'caller' ? <CallerLine entry={entry} index={index} /> : <NoteLine note={entry.note} />}
        </li>
      ))}
      {moment.end !== undefined && (
        <li>
          <EndLine end={moment.end} />
        </li>
      )}
    </>
  )
})

/** Everything said and done up to the moment that is looked at. */
export function Transcript() {
  const { t } = useTranslation('simulator')
  const moments = useSimulator((state) => state.moments)
  const at = useSimulator((state) => state.at)
  const box = useRef<HTMLDivElement>(null)
  const later = moments.length - 1 - at
  const isAtEnd = useRef(true)
  const toEnd = (): void => {
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight
  }
  useLayoutEffect(toEnd, [moments, at])
  // What opens above or below takes room away: the last line stays in sight.
  useEffect(() => {
    const watching = new ResizeObserver(() => isAtEnd.current && toEnd())
    if (box.current !== null) watching.observe(box.current)
    return () => watching.disconnect()
  }, [])
  return (
    <div
      ref={box}
      className={classes.log}
      role="log"
      aria-label={t('log')}
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => (isAtEnd.current = scrollHeight - scrollTop - clientHeight < 24)}
    >
      <ol className={classes.lines}>
        {moments.slice(0, at + 1).map((moment, index) => (
          <MomentLines key={index} moment={moment} index={index} />
        ))}
        {later > 0 && <li className={classes.later}>{t('later', { count: later })}</li>}
      </ol>
    </div>
  )
}
