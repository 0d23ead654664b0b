import { understoodEvent, type TurnEvent } from '@callchart/flow'
import { readValue } from '@callchart/nlu'
import type { Expectation, IntentSource, Interpretation, KeyIntent, SlotSpec, SlotValue, ValueSpec, Why } from '@callchart/protocol'
import { RuntimeError } from '../errors.js'

/** One thing that the chart takes in this state. */
export type Enabled =
  | { readonly type: 'intent'; readonly intent: string; readonly slots: Readonly<Record<string, SlotSpec>> }
  | { readonly type: 'key-intent'; readonly keyIntent: KeyIntent }
  | { readonly type: 'auxiliary'; readonly intent: string }
  | { readonly type: 'value'; readonly spec: ValueSpec }

/** Everything that may be chosen in one turn, by the name under which it is offered; whatever else comes back is no event. */
export type Fence = ReadonlyMap<string, Enabled>

/** The name of "none of these": always allowed. */
export const nothingFits = 'none'

/** What a service wants to be the meaning; none of it is believed before it was checked. */
export interface Proposal {
  readonly name: string
  /** 0..1 */
  readonly confidence: number
  readonly value?: unknown
  readonly slots?: Readonly<Record<string, unknown>>
}

/** What a proposal is held against. */
export interface Check {
  readonly fence: Fence
  readonly language: string
  readonly now: Date
  readonly timeZone: string
  bannedIn(text: string): string | undefined
}

const noWhy: Why = { by: 'service', losing: [] }
const bare = { text: '', confidence: 1, slots: {}, why: noWhy }

const meaningOf = (enabled: Enabled, value: SlotValue = ''): Interpretation => {
  switch (enabled.type) {
    case 'intent':
      return { ...bare, type: 'intent', intent: enabled.intent }
    case 'auxiliary':
      return { ...bare, type: 'auxiliary', intent: enabled.intent }
    case 'key-intent':
      return { ...bare, type: 'key-intent', keyIntent: enabled.keyIntent }
    case 'value':
      return { ...bare, type: 'value', value }
  }
}

/**
 * What the turn expects **and** the chart takes as it stands now: a turn that is over enables nothing.
 * @param takes whether the chart takes an event for what it says
 */
export function raiseFence(turnId: string, expectation: Expectation, intents: readonly IntentSource[], takes: (event: TurnEvent) => boolean): Fence {
  const slotsOf = (id: string): Readonly<Record<string, SlotSpec>> => intents.find((intent) => intent.id === id)?.slots ?? {}
  const candidates: [string, Enabled][] = [
    ...expectation.intents.map((intent): [string, Enabled] => [`intent.${intent}`, { type: 'intent', intent, slots: slotsOf(intent) }]),
    ...expectation.keyIntents.map((keyIntent): [string, Enabled] => [`keyIntent.${keyIntent}`, { type: 'key-intent', keyIntent }]),
    ...(expectation.auxiliary ?? []).map((intent): [string, Enabled] => [`globalQuestion.${intent}`, { type: 'auxiliary', intent }]),
    ...(expectation.value === undefined ? [] : [['value', { type: 'value', spec: expectation.value }] as [string, Enabled]]),
  ]
  return new Map(candidates.filter(([, enabled]) => takes(understoodEvent(turnId, meaningOf(enabled)))))
}

export const outOfFence = (what: string): RuntimeError =>
  new RuntimeError('RUNTIME_SERVICE_OUT_OF_FENCE', `The service ${what}, which the flow does not enable here.`)

/** Values that are words as they were said: any reader takes any of them. */
const freeTypes: ReadonlySet<string> = new Set(['text', 'name', 'address'])
const longestValue = 500

const lettersOf = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** A value in the type that is asked for; of free text, only what the caller said. */
function readProposed(given: unknown, spec: SlotSpec | ValueSpec, heard: readonly string[], check: Check): SlotValue | undefined {
  if (typeof given !== 'string' && typeof given !== 'number') return undefined
  const text = String(given)
  if (text.length > longestValue || lettersOf(text) === '') return undefined
  const { language, now, timeZone } = check
  if (freeTypes.has(spec.type)) {
    if (!heard.some((said) => lettersOf(said).includes(lettersOf(text)))) return undefined
    if (check.bannedIn(text) !== undefined) throw new RuntimeError('RUNTIME_SERVICE_BANNED_WORDS', 'The service gave a value that holds banned words.')
  }
  return readValue(text, spec, { language, now, timeZone, bare: true })?.value
}

/** Slots that the intent has and whose values can be read; the others are dropped, as if they had not been said. */
function admitSlots(proposed: Readonly<Record<string, unknown>>, specs: Readonly<Record<string, SlotSpec>>, heard: readonly string[], check: Check): Record<string, SlotValue> {
  const slots: Record<string, SlotValue> = {}
  for (const [name, spec] of Object.entries(specs)) {
    const value = Object.hasOwn(proposed, name) ? readProposed(proposed[name], spec, heard, check) : undefined
    if (value !== undefined) slots[name] = value
  }
  return slots
}

/**
 * Lets a proposal through, or not: the one way from a service's answer to an event.
 * @param heard texts of the alternatives, best first
 * @throws RUNTIME_SERVICE_OUT_OF_FENCE, RUNTIME_SERVICE_BANNED_WORDS
 */
export function admit(proposal: Proposal, heard: readonly string[], check: Check, why: Why): Interpretation {
  const base = { text: heard[0] ?? '', confidence: Math.min(1, Math.max(0, proposal.confidence)), slots: {}, why }
  if (proposal.name === nothingFits) return { ...base, type: 'no-match', confidence: 0 }
  const enabled = check.fence.get(proposal.name)
  if (enabled === undefined) throw outOfFence('proposed an event')
  if (enabled.type === 'value') {
    const value = readProposed(proposal.value, enabled.spec, heard, check)
    if (value === undefined) throw outOfFence(`proposed a value that is no ${enabled.spec.type}`)
    return { ...meaningOf(enabled, value), ...base }
  }
  const slots = enabled.type === 'intent' ? admitSlots(proposal.slots ?? {}, enabled.slots, heard, check) : {}
  return { ...meaningOf(enabled), ...base, slots }
}
