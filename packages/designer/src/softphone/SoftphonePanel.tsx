import { useMachine } from '@xstate/react'
import { useCallback, useEffect, useRef, type KeyboardEvent } from 'react'
import { useEditorStore } from '../editor/EditorContext.js'
import { isPhoneKey } from '../telephone/Keypad.js'
import { openSound } from '../telephone/line.js'
import { playKey } from '../telephone/tones.js'
import { useFollowedCall } from '../telephone/useFollowedCall.js'
import { CallEnded, CallFailed } from './CallOutcome.js'
import { CallScreen } from './CallScreen.js'
import { CallSetup } from './CallSetup.js'
import type { DraftCall } from './place-call.js'
import { softphoneMachine } from './softphone-machine.js'
import classes from './SoftphonePanel.module.css'
import { useLitPath } from './useLitPath.js'

/** Calls the flow as it stands, and shows what goes on in the call. */
export function SoftphonePanel() {
  const editor = useEditorStore()
  const [snapshot, send] = useMachine(softphoneMachine)
  const { context } = snapshot
  const followed = useFollowedCall(context.call?.callId)
  useLitPath(context.call === undefined || snapshot.matches('idle') ? undefined : followed.view)

  const caller = useRef<Omit<DraftCall['request'], 'document'>>({})
  const call = useCallback((): void => {
    const { document } = editor.getState()
    // The document is what is sent: it need not fit the schema of flows, the server says what does not.
    send({ type: 'call', draft: { flow: document.id, request: { ...caller.current, document: document as unknown as DraftCall['request']['document'] } }, sound: openSound() })
  }, [editor, send])
  const press = (digit: string): void => {
    if (context.sound !== undefined) playKey(context.sound, digit)
    send({ type: 'press', digit })
  }

  const panel = useRef<HTMLDivElement>(null)
  const phase = phaseOf(snapshot.value)
  // The button that was pressed is gone with its screen: the next one takes over the keyboard.
  const isFirst = useRef(true)
  useEffect(() => {
    if (isFirst.current) isFirst.current = false
    else panel.current?.focus()
  }, [phase])

  const takeKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || phase !== 'talking') return
    if (isPhoneKey(event.key)) press(event.key)
    else if (event.key === 'm' && context.lack === undefined) send({ type: 'mute', on: !context.isMuted })
    else return
    event.preventDefault()
  }

  return (
    <div ref={panel} className={classes.panel} tabIndex={-1} onKeyDown={takeKey}>
      {phase === 'idle' && (
        <CallSetup
          onCall={(request) => {
            caller.current = request
            call()
          }}
        />
      )}
      {(phase === 'microphone' || phase === 'dialling' || phase === 'talking') && (
        <CallScreen
          phase={phase}
          context={context}
          followed={followed}
          onPress={press}
          onMute={(on) => send({ type: 'mute', on })}
          onHold={(on) => send({ type: 'hold', on })}
          onHangUp={() => send({ type: 'hang up' })}
        />
      )}
      {phase === 'ended' && <CallEnded end={context.end} view={followed.view} isLost={followed.isLost} onCall={call} onClear={() => send({ type: 'clear' })} />}
      {phase === 'failed' && <CallFailed failure={context.failure} onCall={call} onClear={() => send({ type: 'clear' })} />}
    </div>
  )
}

type Phase = 'idle' | 'microphone' | 'dialling' | 'talking' | 'ended' | 'failed'

function phaseOf(value: 'idle' | 'askingMicrophone' | 'dialling' | 'ended' | 'failed' | { readonly onTheLine: 'connecting' | 'talking' }): Phase {
  if (typeof value === 'object') return value.onTheLine === 'connecting' ? 'dialling' : 'talking'
  return value === 'askingMicrophone' ? 'microphone' : value
}
