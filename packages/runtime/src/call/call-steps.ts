import { targetName, type CallEffect, type CallEvent } from '@callchart/flow'
import type { CallStep } from '@callchart/protocol'
import { secretsOf, type Secrets } from '../replay/secrets.js'
import { SteppedCall, type ReplayedStep } from '../replay/stepped-call.js'
import type { RecordedCall } from '../replay/recorded-call.js'
import { effectKey } from './state.js'
import type { KnownVersions } from './fold.js'
import { asText, mask, masked } from './transcript.js'

/** What is known of a step while the journal is read on. */
interface OpenStep {
  readonly taken: ReplayedStep
  readonly pathLength: number
  transcriptLength: number
  latencyMs?: number
}

/** The call's journal, told step by step. Pure; nothing that is sensitive stands in it. */
export function stepsOfCall(call: RecordedCall, versions: KnownVersions): CallStep[] {
  const first = versions.get(call.version)
  if (first === undefined) return []
  const again = new SteppedCall(call.origin, first, versions)
  const open: OpenStep[] = []
  const settledAt = new Map<string, number>()
  for (const entry of call.entries) {
    const taken = again.take(entry)
    const { shown } = again.state
    if (taken !== undefined) open.push({ taken, pathLength: shown.path.length, transcriptLength: shown.transcript.length })
    const last = open.at(-1)
    if (last === undefined) continue
    if (entry.kind === 'effect.settled') settledAt.set(effectKey({ step: entry.step ?? 0, index: entry.body.index }), entry.at)
    if (entry.kind !== 'fact') continue
    // What the caller said belongs to the step that it led to, which comes behind it.
    if (entry.body.fact.type !== 'prompt.started') continue
    last.transcriptLength = shown.transcript.length
    if (speaks(last.taken)) last.latencyMs ??= entry.at - last.taken.at
  }
  const latest = open.at(-1)
  if (latest !== undefined) latest.transcriptLength = again.state.shown.transcript.length
  const secrets = secretsOf(again)
  const statuses = new Map(again.state.shown.effects.map((effect) => [effectKey(effect), effect]))
  const answered = answersOf(open)
  let before: Readonly<Record<string, unknown>> = {}
  return open.map(({ taken, pathLength, transcriptLength, latencyMs }) => {
    const { step, at, effects, ready, snapshot } = taken
    const variables = ready.variablesOf(snapshot)
    const changed = Object.entries(variables).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]) && !(step === 1 && isEmpty(value)))
    before = variables
    return {
      step,
      atMs: at - call.origin.startedAt,
      event: tellEvent(taken, secrets),
      nodes: effects.flatMap((effect) => (effect.type === 'node.entered' ? [effect.nodeId] : [])),
      variables: Object.fromEntries(changed.map(([name, value]) => [name, shownValue(name, value, secrets)])),
      effects: effects.flatMap((effect, index) => {
        if (effect.type === 'node.entered') return []
        const { status = 'performed', outcome } = statuses.get(effectKey({ step, index })) ?? {}
        const detail = detailOf(effect)
        const doneAt = settledAt.get(effectKey({ step, index })) ?? answered.get(askedId(effect) ?? '')
        return [{
          type: effect.type,
          status: status === 'dispatched' && doneAt !== undefined ? 'settled' as const : status,
          ...(outcome !== undefined && { outcome }),
          ...(detail !== undefined && { detail: masked(detail, secrets.texts) }),
          ...(doneAt !== undefined && { latencyMs: doneAt - at }),
        }]
      }),
      ...(latencyMs !== undefined && { latencyMs }),
      pathLength,
      transcriptLength,
    }
  })
}

const isEmpty = (value: unknown): boolean => value === null || value === ''

const speaks = ({ effects }: ReplayedStep): boolean => effects.some((effect) => (effect.type === 'turn.start' || effect.type === 'turn.append') && effect.prompts.length > 0)

/** Of what takes time and is answered by an event. */
function askedId(effect: CallEffect): string | undefined {
  switch (effect.type) {
    case 'request.send':
      return effect.requestId
    case 'hours.check':
      return effect.checkId
    case 'knowledge.ask':
      return effect.questionId
    default:
      return undefined
  }
}

/** When what was asked had its answer. */
function answersOf(open: readonly OpenStep[]): ReadonlyMap<string, number> {
  const answers = new Map<string, number>()
  for (const { taken: { event, at } } of open) {
    const id = 'requestId' in event ? event.requestId : 'checkId' in event ? event.checkId : 'questionId' in event && event.type !== 'knowledge.sentence' ? event.questionId : undefined
    if (id !== undefined) answers.set(id, at)
  }
  return answers
}

function shownValue(name: string, value: unknown, { variables, texts }: Secrets): unknown {
  if (value === '' || value === null) return value
  return variables.has(name) || texts.has(asText(value)) ? mask : value
}

function tellEvent({ event, sensitive }: ReplayedStep, { texts }: Secrets): CallStep['event'] {
  const text = textOf(event)
  const detail = detailOfEvent(event, sensitive)
  return {
    type: event.type,
    ...(text !== undefined && { text: sensitive ? mask : masked(text, texts) }),
    ...(event.type === 'key-intent.heard' && event.key !== undefined && { key: event.key }),
    ...(detail !== undefined && { detail: masked(detail, texts) }),
    ...('confidence' in event && event.confidence !== undefined && { confidence: event.confidence }),
  }
}

const textOf = (event: CallEvent): string | undefined => ('text' in event ? event.text : event.type === 'digits.entered' ? event.digits : undefined)

function detailOfEvent(event: CallEvent, sensitive: boolean): string | undefined {
  switch (event.type) {
    case 'utterance.understood':
    case 'auxiliary.heard':
      return event.intent
    case 'key-intent.heard':
      return event.keyIntent
    case 'value.understood':
      return sensitive ? mask : asText(event.value)
    case 'utterance.ambiguous':
      return event.intents.join(' / ')
    case 'request.succeeded':
      return String(event.status)
    case 'transfer.queued':
      return String(event.position)
    case 'call.answered-by':
      return event.who
    case 'transfer.connected':
      return event.agentId
    case 'knowledge.answered':
      return event.entryId ?? event.model ?? event.source
    case 'turn.recorded':
      return String(Math.round(event.durationMs / 1_000))
    default:
      return 'cause' in event ? event.cause : undefined
  }
}

function detailOf(effect: CallEffect): string | undefined {
  switch (effect.type) {
    case 'turn.start':
    case 'turn.append':
      return effect.prompts.length === 0 ? undefined : effect.prompts.map(({ text }) => text).join(' ')
    case 'request.send':
      return `${effect.method} ${effect.url}`
    case 'transfer.start':
      return targetName(effect.target)
    case 'transfer.cancel':
      return effect.reason
    case 'call-back.request':
      return effect.queue
    case 'timer.start':
      return String(effect.ms)
    case 'hours.check':
      return effect.calendar
    case 'recording.set':
      return effect.action
    case 'voicemail.keep':
      return effect.mailbox
    case 'call.tag':
      return effect.tag
    case 'call.continue-with':
      return effect.flow
    case 'call.hang-up':
      return effect.cause
    case 'flow.failed':
      return effect.code
    default:
      return undefined
  }
}
