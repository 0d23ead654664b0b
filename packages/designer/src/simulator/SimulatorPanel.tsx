import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useHighlightStore } from '../canvas/highlight.js'
import { takenWays } from '../canvas/taken-ways.js'
import { showIfHidden } from '../canvas/view.js'
import { useResources } from '../checking/resources.js'
import { useEditor, useEditorStore } from '../editor/EditorContext.js'
import { answersOf } from './answers.js'
import { CallBar } from './CallBar.js'
import { Composer } from './Composer.js'
import { HeldCards } from './HeldCards.js'
import { nodeInFlow, pathInFlow } from './names.js'
import classes from './Simulator.module.css'
import { isOutdated, useSimulator, useSimulatorStore } from './simulator-store.js'
import { StartScreen } from './StartScreen.js'
import { Transcript } from './Transcript.js'
import { Watch } from './Watch.js'

/** Talks to the flow by text and keys, on the very chart of real calls. */
export function SimulatorPanel() {
  const store = useSimulatorStore()
  const resources = useResources()
  const hasCall = useSimulator(({ take }) => take !== undefined)
  useEffect(() => {
    if (resources !== undefined) store.getState().know(resources)
  }, [store, resources])
  useLitPath()
  return hasCall ? <Conversation /> : <BeforeCall />
}

/** Lights where the call is and how it came there, for as long as the panel is looked at. */
function useLitPath(): void {
  const editor = useEditorStore()
  const highlight = useHighlightStore()
  const isShown = useEditor(({ side }) => side === 'simulator')
  const moments = useSimulator((state) => state.moments)
  const at = useSimulator((state) => state.at)
  const hasCall = moments.length > 0
  useEffect(() => {
    if (!isShown || !hasCall) return undefined
    const seen = moments.slice(0, at + 1)
    const active = seen.at(-1)?.active
    highlight.getState().light({ active: active === undefined ? undefined : nodeInFlow(active), path: pathInFlow(seen.flatMap(({ path }) => path)), took: takenWays(editor.getState().document, answersOf(seen)), tone: 'call', heat: undefined })
    if (active !== undefined) showIfHidden(editor, nodeInFlow(active))
    return undefined
  }, [editor, highlight, isShown, hasCall, moments, at])
  useEffect(() => {
    if (!isShown || !hasCall) return undefined
    return () => {
      if (highlight.getState().tone === 'call') highlight.getState().clear()
    }
  }, [highlight, isShown, hasCall])
}

function BeforeCall() {
  return (
    <>
      <Faults />
      <StartScreen />
    </>
  )
}

/** Why nothing can be played. */
function Faults() {
  const { t, i18n } = useTranslation('simulator')
  const editor = useEditorStore()
  const problems = useSimulator((state) => state.problems)
  const fault = useSimulator((state) => state.fault)
  if (fault !== undefined)
    return (
      <Alert color="red" m="sm">
        {t('fault', { message: fault })}
      </Alert>
    )
  if (problems.length === 0) return null
  return (
    <Alert color="red" m="sm" title={t('cannot.title')}>
      <Stack gap={6} align="flex-start">
        <Text size="sm">{t('cannot.help')}</Text>
        {problems.slice(0, 3).map((problem, index) => (
          <Text key={index} size="sm">
            {i18n.language === 'zh-CN' ? problem.zh.message : problem.message}
          </Text>
        ))}
        <Button size="compact-sm" variant="default" onClick={() => editor.getState().show({ lower: 'problems' })}>
          {t('cannot.problems')}
        </Button>
      </Stack>
    </Alert>
  )
}

function Conversation() {
  const { t } = useTranslation('simulator')
  const store = useSimulatorStore()
  const field = useRef<HTMLInputElement>(null)
  const moment = useSimulator(({ moments, at }) => moments[Math.min(at, moments.length - 1)])
  const isBusy = useSimulator((state) => state.isBusy)
  const { give, goTo } = store.getState()
  useEffect(() => {
    field.current?.focus()
  }, [])
  const onKey = (event: KeyboardEvent): void => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1]
    const key = event.key === '*' || event.key === '#' ? event.key : digit
    if (key !== undefined && moment?.offers.isHungUp === false) give({ type: 'presses', keys: key })
    else if (event.key === 'ArrowUp') goTo(store.getState().at - 1)
    else if (event.key === 'ArrowDown') goTo(store.getState().at + 1)
    else return
    event.preventDefault()
  }
  return (
    <div className={classes.panel} onKeyDown={onKey}>
      <CallBar />
      <Faults />
      <News />
      {moment === undefined ? (
        <Group p="md" gap="xs">
          <Loader size="sm" />
        </Group>
      ) : (
        <>
          <Transcript />
          {!moment.offers.isOver && (
            <div className={classes.offers} aria-busy={isBusy}>
              <HeldCards offers={moment.offers} onGive={give} />
              <Composer offers={moment.offers} onGive={give} field={field} />
            </div>
          )}
          {moment.offers.isOver && (
            <div className={classes.offers}>
              <Button variant="light" onClick={() => store.getState().begin()}>
                {t('bar.again')}
              </Button>
            </div>
          )}
          <Watch />
        </>
      )}
    </div>
  )
}

/** The flow has changed meanwhile, or what was done again went otherwise. */
function News() {
  const { t } = useTranslation('simulator')
  const store = useSimulatorStore()
  const document = useEditor((state) => state.document)
  const isOld = useSimulator((state) => isOutdated(state, document))
  const partedAt = useSimulator((state) => state.partedAt)
  const dropped = useSimulator((state) => state.dropped)
  if (isOld)
    return (
      <Alert color="yellow" m={8} p={8}>
        <Group gap="xs" justify="space-between">
          <Text size="sm">{t('outdated')}</Text>
          <Button size="compact-sm" onClick={() => store.getState().replay()}>
            {t('replay')}
          </Button>
        </Group>
      </Alert>
    )
  if (partedAt === undefined && dropped === 0) return null
  return (
    <Alert color="yellow" m={8} p={8}>
      {partedAt !== undefined && <Text size="sm">{partedAt === 0 ? t('partedAtOnce') : t('parted', { at: partedAt })}</Text>}
      {dropped > 0 && <Text size="sm">{t('dropped', { count: dropped })}</Text>}
    </Alert>
  )
}
