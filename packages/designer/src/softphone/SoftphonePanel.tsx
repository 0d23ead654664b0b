import { useSelector } from '@xstate/react'
import { useCallback, useEffect, useRef, type KeyboardEvent } from 'react'
import type { Callee } from '../editor/editor-store.js'
import { useEditorStore } from '../editor/EditorContext.js'
import { isPhoneKey } from '../telephone/Keypad.js'
import { openSound } from '../telephone/line.js'
import { playKey } from '../telephone/tones.js'
import { useFollowedCall } from '../telephone/useFollowedCall.js'
import { CallEnded, CallFailed } from './CallOutcome.js'
import { CallScreen } from './CallScreen.js'
import { CallSetup } from './CallSetup.js'
import { type Called } from './CalledVersion.js'
import type { Caller, CallOrder } from './place-call.js'
import { OtherCall } from './OtherCall.js'
import classes from './SoftphonePanel.module.css'
import { isRunning, phaseOf, standingCall } from './standing-call.js'
import { useLitPath } from './useLitPath.js'

type DraftDocumentAsSent = Extract<CallOrder, { callee: 'draft' }>['document']

/** Calls the flow, as it is live or as it stands, and shows what goes on in the call. */
export function SoftphonePanel() {
  const editor = useEditorStore()
  const phone = standingCall()
  const snapshot = useSelector(phone, (now) => now)
  const { context } = snapshot
  const isOurs = context.order?.flow === editor.getState().document.id
  const told = phaseOf(snapshot)
  const phase = isOurs || isRunning(told) ? told : 'idle'
  const followed = useFollowedCall(isOurs ? context.call?.callId : undefined)
  useLitPath(context.call === undefined || phase === 'idle' ? undefined : followed.view)

  const called: Called = { callee: context.order?.callee ?? 'draft', version: context.call?.version }

  const call = useCallback(
    (callee: Callee, caller: Caller): void => {
      const { document } = editor.getState()
      const to = { flow: document.id, name: document.name, caller }
      // A draft is sent as it is: it need not fit the schema of flows, the server says what does not.
      const order: CallOrder = callee === 'live' ? { ...to, callee } : { ...to, callee, document: document as unknown as DraftDocumentAsSent }
      phone.send({ type: 'call', order, sound: openSound() })
    },
    [editor, phone],
  )
  const callAgain = (): void => {
    if (context.order !== undefined) call(context.order.callee, context.order.caller)
  }
  const press = (digit: string): void => {
    if (context.sound !== undefined) playKey(context.sound, digit)
    phone.send({ type: 'press', digit })
  }

  const panel = useRef<HTMLDivElement>(null)
  // The button that was pressed is gone with its screen: the next one takes over the keyboard.
  const isFirst = useRef(true)
  useEffect(() => {
    if (isFirst.current) isFirst.current = false
    else panel.current?.focus()
  }, [phase])

  const takeKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || phase !== 'talking') return
    if (isPhoneKey(event.key)) press(event.key)
    else if (event.key === 'm' && context.lack === undefined) phone.send({ type: 'mute', on: !context.isMuted })
    else return
    event.preventDefault()
  }

  return (
    <div ref={panel} className={classes.panel} tabIndex={-1} onKeyDown={takeKey}>
      {phase === 'idle' && <CallSetup onCall={call} />}
      {isRunning(phase) && !isOurs && <OtherCall name={context.order?.name ?? ''} flow={context.order?.flow ?? ''} onHangUp={() => phone.send({ type: 'hang up' })} />}
      {isOurs && (phase === 'microphone' || phase === 'dialling' || phase === 'talking') && (
        <CallScreen
          phase={phase}
          called={called}
          context={context}
          followed={followed}
          onPress={press}
          onMute={(on) => phone.send({ type: 'mute', on })}
          onHold={(on) => phone.send({ type: 'hold', on })}
          onHangUp={() => phone.send({ type: 'hang up' })}
        />
      )}
      {phase === 'ended' && <CallEnded called={called} end={context.end} view={followed.view} isLost={followed.isLost} onCall={callAgain} onClear={() => phone.send({ type: 'clear' })} />}
      {phase === 'failed' && <CallFailed failure={context.failure} onCall={callAgain} onClear={() => phone.send({ type: 'clear' })} />}
    </div>
  )
}
