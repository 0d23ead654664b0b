import { Modal } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMachine } from '@xstate/react'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { fromPromise } from 'xstate'
import { ApiError } from '../api/request.js'
import { numbersOf } from '../document/numbers.js'
import { useEditor, useEditorStore } from '../editor/EditorContext.js'
import type { EditorStore } from '../editor/editor-store.js'
import { useSyncStore, type SyncStore } from '../editor/sync/sync-view.js'
import classes from './PublishDialog.module.css'
import { publishMachine, stepsFrom, type Prepared, type StepAsked, type StepOutcome, type TakeInOutcome } from './publish-machine.js'
import { bringIn, prepare, takeStep } from './publishing.js'
import { Behind, Failure, Going, Live, Preparing, Refused, Reviewing, Waiting } from './PublishViews.js'
import { useForgetFlow } from './queries.js'

export interface PublishDialogProps {
  readonly opened: boolean
  onClose(): void
}

/** The machine with the server, the workers and the open document behind it. */
const machineOf = (flow: string, editor: EditorStore, sync: SyncStore) =>
  publishMachine.provide({
    actors: {
      prepare: fromPromise<Prepared>(({ signal }) => prepare({ flow, shown: () => editor.getState().document, saveNow: () => sync.getState().saveNow() }, signal)),
      takeIn: fromPromise<TakeInOutcome, Prepared>(async ({ input, signal }) => {
        const { document, ...outcome } = await bringIn(flow, input, signal)
        editor.getState().load(document)
        return outcome
      }),
      takeStep: fromPromise<StepOutcome, StepAsked>(({ input, signal }) => takeStep(flow, input, signal)),
    },
  })

/** Publishing: what it would mean, the decision, how far it is, and what came of it. */
export function PublishDialog({ opened, onClose }: PublishDialogProps) {
  const { t } = useTranslation('versions')
  const editor = useEditorStore()
  const sync = useSyncStore()
  const flow = useEditor(({ document }) => document.id)
  const name = useEditor(({ document }) => document.name)
  const [state, send] = useMachine(useMemo(() => machineOf(flow, editor, sync), [flow, editor, sync]))
  const forget = useForgetFlow()
  const isLive = state.matches('live')

  useEffect(() => send({ type: opened ? 'open' : 'close' }), [opened, send])
  useEffect(() => {
    if (!isLive) return
    forget(flow)
    if (!opened) notifications.show({ color: 'green', title: t('publish.live.title', { name }), message: t('publish.running') })
    // Once for each time that it goes live.
  }, [isLive])

  return (
    <Modal opened={opened} onClose={onClose} title={t('publish.title', { name })} size={720}>
      <div className={classes.body}>
        <Content state={state} send={send} flow={flow} name={name} editor={editor} onClose={onClose} />
      </div>
    </Modal>
  )
}

type Machine = ReturnType<typeof useMachine<ReturnType<typeof machineOf>>>

interface ContentProps {
  readonly state: Machine[0]
  readonly send: Machine[1]
  readonly flow: string
  readonly name: string
  readonly editor: EditorStore
  readonly onClose: () => void
}

function Content({ state, send, flow, name, editor, onClose }: ContentProps) {
  const { t } = useTranslation('versions')
  const { prepared, steps, version, problems, failure, moved, takenIn, note } = state.context
  const onAgain = (): void => send({ type: 'again' })
  const onJump = (nodeId: string | undefined): void => {
    const { select, show } = editor.getState()
    if (nodeId !== undefined) select([nodeId])
    show({ view: 'canvas', side: 'inspector', lower: 'problems' })
    onClose()
  }
  const onTests = (): void => {
    editor.getState().show({ lower: 'tests' })
    onClose()
  }
  const onCall = (): void => {
    // What was published is what one wants to hear.
    editor.getState().chooseCallee('live')
    editor.getState().show({ view: 'canvas', side: 'call' })
    onClose()
  }
  const onNumbers = (): void => {
    editor.getState().show({ view: 'settings' })
    onClose()
  }
  // The answer may have been lost behind a publish that was made.
  const isUnsure = failure instanceof ApiError && failure.status === 0 && steps[0] === 'publish'
  if (state.matches('unprepared')) return <Failure title={t('publish.unprepared')} error={failure} onAgain={onAgain} onClose={onClose} />
  if (state.matches('takingIn')) return <Preparing text={t('publish.behind.takingIn')} />
  if (prepared === undefined || state.matches('preparing')) return <Preparing text={t('publish.preparing')} />
  if (state.matches('behind')) return <Behind prepared={prepared} onJump={onJump} onTakeIn={() => send({ type: 'takeIn' })} onOver={() => send({ type: 'publishOver' })} />
  if (state.matches('going')) return <Going prepared={prepared} steps={steps} />
  if (state.matches('live')) return <Live name={name} flow={flow} version={version ?? ''} numbers={numbersOf(editor.getState().document)} onCall={onCall} onNumbers={onNumbers} onClose={onClose} />
  if (state.matches('refused')) return <Refused problems={problems} onAgain={onAgain} onClose={onClose} onJump={onJump} />
  if (state.matches('failed')) return <Failure title={t(isUnsure ? 'publish.unsure.title' : 'publish.failed.title')} body={t(isUnsure ? 'publish.unsure.body' : 'publish.failed.body')} error={failure} onAgain={onAgain} onClose={onClose} />
  if (state.matches('waiting')) return <Waiting taken={stepsFrom(prepared.status, prepared.singleUser)[0]} onAgain={onAgain} onClose={onClose} />
  return <Reviewing key={prepared.revision} prepared={prepared} moved={moved} takenIn={takenIn} note={note} onGo={(given) => send({ type: 'go', note: given })} onTests={onTests} onNumbers={onNumbers} onClose={onClose} onJump={onJump} />
}
