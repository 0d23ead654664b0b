import type { CallStep } from '@callchart/protocol'
import { memo, useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { tellLength } from './call-words.js'
import classes from './Call.module.css'
import { endOfCall, tellEffect, tellEvent, type Teller } from './step-words.js'

export interface StepListProps {
  readonly steps: readonly CallStep[]
  readonly at: number
  readonly onMove: (index: number) => void
  readonly teller: Teller
  readonly nodeName: (id: string) => string
}

const moves: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
}

/** Every step of the call; the arrow keys go through them. */
export function StepList({ steps, at, onMove, teller, nodeName }: StepListProps) {
  const { t } = useTranslation('calls')
  const list = useRef<HTMLUListElement>(null)
  const end = endOfCall(steps)
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])
  const move = (event: KeyboardEvent): void => {
    const next = moves[event.key]?.(at, steps.length - 1)
    if (next === undefined) return
    event.preventDefault()
    onMove(next)
  }
  return (
    <ul ref={list} className={classes.steps} role="listbox" aria-label={t('steps.label')} tabIndex={0} aria-activedescendant={at < 0 ? undefined : `call-step-${at}`} onKeyDown={move}>
      {steps.map((step, index) => (
        <Step key={step.step} index={index} step={step} isNow={index === at} isOver={end !== -1 && index > end} isLater={index > at} onMove={onMove} teller={teller} nodeName={nodeName} />
      ))}
    </ul>
  )
}

interface StepProps {
  readonly step: CallStep
  readonly index: number
  readonly isNow: boolean
  /** Somebody else than the caller ended the call before. */
  readonly isOver: boolean
  readonly isLater: boolean
  readonly onMove: (index: number) => void
  readonly teller: Teller
  readonly nodeName: (id: string) => string
}

const Step = memo(function Step({ step, index, isNow, isOver, isLater, onMove, teller, nodeName }: StepProps) {
  const { t } = useTranslation('calls')
  return (
    // The list has the keyboard: its arrow keys do what a press of the mouse does here.
    <li id={`call-step-${index}`} role="option" aria-selected={isNow} className={classes.step} data-later={isLater || undefined} onClick={() => onMove(index)}>
      <div className={classes.time}>
        <span>
          {index + 1} · {tellLength(Math.max(0, Math.floor(step.atMs / 1_000)))}
        </span>
        {step.latencyMs !== undefined && <span title={t('steps.latencyHelp')}>{t('steps.latency', { ms: Math.round(step.latencyMs) })}</span>}
      </div>
      <div className={classes.what}>{tellEvent(teller, step.event, isOver)}</div>
      {step.nodes.length > 0 && <div className={classes.nodes}>→ {step.nodes.map(nodeName).join(' → ')}</div>}
      {isNow && <Done step={step} teller={teller} />}
    </li>
  )
})

function Done({ step: { effects }, teller }: { readonly step: CallStep; readonly teller: Teller }) {
  const { t } = useTranslation('calls')
  const told = effects.flatMap((effect) => {
    const text = tellEffect(teller, effect)
    return text === undefined ? [] : [{ effect, text }]
  })
  if (told.length === 0) return null
  return (
    <ul className={classes.done} aria-label={t('steps.done')}>
      {told.map(({ effect: { status, outcome, latencyMs }, text }, index) => (
        <li key={index}>
          <span>{text}</span>
          {status !== 'performed' && (
            <span className={classes.outcome} data-bad={status === 'outcome-unknown' || outcome === 'failed' || undefined}>
              {tellOutcome(t, status, outcome)}
              {latencyMs !== undefined && ` · ${t('steps.ms', { ms: Math.round(latencyMs) })}`}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

const outcomes = ['succeeded', 'failed', 'written', 'dropped'] as const

function tellOutcome(t: Teller['t'], status: 'dispatched' | 'settled' | 'outcome-unknown', outcome: string | undefined): string {
  if (status !== 'settled' || outcome === undefined) return t(`effectStatus.${status}`)
  const known = outcomes.find((name) => name === outcome)
  return known === undefined ? outcomeOfTransfer(t, outcome) : t(`outcome.${known}`)
}

const outcomeOfTransfer = (t: Teller['t'], outcome: string): string => t(`transfer.${outcome as 'failed'}`, { defaultValue: outcome })
