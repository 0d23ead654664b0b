import type { VariableValue } from '@callchart/flow'
import { masked } from '../call/transcript.js'
import type { CallEntry } from '../call/entries.js'
import type { KnownVersions } from '../call/fold.js'
import { isFields } from './entry-shape.js'
import type { RecordedCall } from './recorded-call.js'
import { runRecorded } from './recorded-run.js'
import { versionMissing } from './replay-call.js'
import { secretsOf, type Secrets } from './secrets.js'

/** Of the same shape, so that what only counts or matches goes on as it did. */
const shapeOf = (text: string): string => text.replace(/\p{N}/gu, '0').replace(/\p{L}/gu, 'x')

/** Everything in a value, whatever it is. */
function blank(value: unknown): unknown {
  if (typeof value === 'string') return shapeOf(value)
  if (typeof value === 'number') return 0
  if (Array.isArray(value)) return value.map(blank)
  return isFields(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, blank(inner)])) : value
}

/** Fields of what the caller said or typed; all others tell nothing. */
const telling: ReadonlySet<string> = new Set(['text', 'value', 'slots', 'slotsByIntent', 'digits', 'digit', 'matched'])

function coverHeard(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(coverHeard)
  if (!isFields(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, telling.has(key) ? blank(inner) : coverHeard(inner)]))
}

/** Ids and places stay as they are: the fold goes by them. */
const placeKeys: ReadonlySet<string> = new Set(['type', 'turnId', 'promptId', 'requestId', 'transferId', 'timerId', 'checkId', 'questionId', 'legId', 'agentId', 'callId', 'at', 'atMs', 'number', 'index', 'startMs', 'endMs'])

/**
 * The same call without what nobody may read; values keep their shape, so that it mostly goes the same way when it runs again.
 * From the first entry that is masked on, its steps are no longer comparable with the live call.
 * @param versions those that it ran on @throws REPLAY_VERSION_MISSING
 */
export function maskedCall(call: RecordedCall, versions: KnownVersions): RecordedCall {
  const first = versions.get(call.version)
  if (first === undefined) throw versionMissing(call, call.version)
  const run = runRecorded(call, first, versions)
  const secrets = secretsOf(run)
  if (secrets.texts.size === 0 && secrets.variables.size === 0 && run.sensitiveTurns.size === 0) return call
  const sensitiveSteps = new Set(run.steps.filter(({ sensitive }) => sensitive).map(({ step }) => step))
  let step = 0
  const entries = call.entries.map((entry): CallEntry => {
    if (entry.kind === 'event') step += 1
    const heard = isHeardIn(entry, run.sensitiveTurns) || (entry.kind === 'event' && sensitiveSteps.has(step))
    const body = cover(heard ? coverHeard(entry.body) : entry.body, secrets)
    // The shape is the one that it had.
    return { ...entry, body } as CallEntry
  })
  const changed = entries.findIndex(({ body }, index) => JSON.stringify(body) !== JSON.stringify(call.entries[index]?.body))
  const variables = cover(call.origin.variables, secrets) as Record<string, VariableValue>
  return { ...call, origin: { ...call.origin, variables }, entries, ...(changed >= 0 && { maskedFrom: changed + 1 }) }
}

/** Secrets wherever they stand: as a whole value, or within a text. */
function cover(value: unknown, secrets: Secrets): unknown {
  if (typeof value === 'string') return secrets.texts.has(value) ? shapeOf(value) : masked(value, secrets.texts)
  if (typeof value === 'number') return secrets.texts.has(String(value)) ? 0 : value
  if (Array.isArray(value)) return value.map((inner) => cover(inner, secrets))
  if (!isFields(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, coverField(key, inner, secrets)]))
}

function coverField(key: string, value: unknown, secrets: Secrets): unknown {
  if (secrets.variables.has(key)) return blank(value)
  return placeKeys.has(key) ? value : cover(value, secrets)
}

/** Keys that belong to no turn yet may be typed ahead for a sensitive one. */
function isHeardIn(entry: CallEntry, sensitiveTurns: ReadonlySet<string>): boolean {
  if (entry.kind === 'interpretation') return sensitiveTurns.has(entry.body.turnId)
  if (entry.kind !== 'fact') return false
  const { fact } = entry.body
  if (fact.type === 'digit.pressed' && fact.turnId === undefined) return sensitiveTurns.size > 0
  return 'turnId' in fact && fact.turnId !== undefined && sensitiveTurns.has(fact.turnId)
}
