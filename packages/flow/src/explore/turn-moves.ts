import type { KeyIntent, SlotSpec, SlotValue } from '@callchart/protocol'
import { enteredEvent } from '../contract/understood-event.js'
import { contextOf, type ExploredCall, type TurnEffect } from './explored-call.js'
import type { ExploredFlow } from './explored-flow.js'
import { digitsTaken, intentsTaken, ruleOfValue, variableOfValue } from './listening.js'
import type { Move } from './move.js'
import { keyIntentTold } from './tell-move.js'
import { exampleOf, keysOf, unusualOf, valuesFor } from './spoken-values.js'
import { wordsFor } from './words.js'

const confidence = 0.9

const slotsOfFlow = new WeakMap<ExploredFlow, ReadonlyMap<string, Readonly<Record<string, SlotSpec>>>>()

const slotsOf = (flow: ExploredFlow, intent: string): Readonly<Record<string, SlotSpec>> => {
  const known = slotsOfFlow.get(flow) ?? new Map((flow.compiled.manifest.understanding[0]?.intents ?? []).map(({ id, slots = {} }) => [id, slots] as const))
  slotsOfFlow.set(flow, known)
  return known.get(intent) ?? {}
}

const examples = (slots: Readonly<Record<string, SlotSpec>>): Record<string, SlotValue> =>
  Object.fromEntries(Object.entries(slots).map(([name, spec]) => [name, exampleOf(spec)]))

/** Unusual values of the slots that have such. */
const unusual = (slots: Readonly<Record<string, SlotSpec>>): Record<string, SlotValue> =>
  Object.fromEntries(Object.entries(slots).map(([name, spec]) => [name, unusualOf(spec) ?? exampleOf(spec)]))

/** An intent with slots is said without any of them, with all of them, and with values that many a flow refuses. */
const intentMoves = (flow: ExploredFlow, language: string, turnId: string, intent: string): Move[] => {
  const text = wordsFor(flow.compiled.manifest, language, intent)
  const slots = slotsOf(flow, intent)
  const said = (filled: Record<string, SlotValue>): Move => ({
    deed: { type: 'says', what: 'intent', name: intent, text },
    event: { type: 'utterance.understood', turnId, text, intent, confidence, slots: filled },
  })
  if (Object.keys(slots).length === 0) return [said({})]
  return [said({}), said(examples(slots)), ...(Object.values(slots).some((spec) => unusualOf(spec) !== undefined) ? [said(unusual(slots))] : [])]
}

const keyIntentMove = (flow: ExploredFlow, language: string, turnId: string, keyIntent: KeyIntent): Move => {
  const text = wordsFor(flow.compiled.manifest, language, keyIntent)
  return { deed: { type: 'says', what: 'keyIntent', name: keyIntent, text }, event: { type: 'key-intent.heard', turnId, text, keyIntent, confidence } }
}

const auxiliaryMove = (flow: ExploredFlow, language: string, turnId: string, intent: string): Move => {
  const text = wordsFor(flow.compiled.manifest, language, intent)
  return { deed: { type: 'says', what: 'auxiliary', name: intent, text }, event: { type: 'auxiliary.heard', turnId, text, intent, confidence } }
}

/** Two intents next to each other: which two they are makes no difference to the chart but for their names. */
const eitherMoves = (flow: ExploredFlow, language: string, turn: TurnEffect): Move[] => {
  const [first, second] = (turn.expect?.intents ?? []).filter((intent) => !builtIn.has(intent))
  const other = second ?? turn.expect?.auxiliary?.[0]
  if (turn.expect?.disambiguates !== true || first === undefined || other === undefined) return []
  const intents: readonly [string, string] = [first, other]
  const text = intents.map((intent) => wordsFor(flow.compiled.manifest, language, intent)).join(' / ')
  const slotsByIntent = Object.fromEntries(intents.map((intent) => [intent, examples(slotsOf(flow, intent))]))
  return [{ deed: { type: 'says-either', intents, text }, event: { type: 'utterance.ambiguous', turnId: turn.turnId, text, intents, confidence: 0.4, slotsByIntent } }]
}
const builtIn: ReadonlySet<string> = new Set(['affirm', 'deny', 'refuse', 'doNotKnow'])

const pressed = (turnId: string, digits: string): Move => ({ deed: { type: 'presses', digits }, event: { type: 'digits.entered', turnId, digits, endedBy: 'terminator' } })

/** Where any words are a value, those of the first thing that the flow knows, or any. */
const freeWords = (flow: ExploredFlow, call: ExploredCall, turnId: string): Move => {
  const { language, node } = contextOf(call)
  const known = flow.compiled.manifest.knowledge.find((source) => source.node === node && source.language === language)?.entries[0]?.questions[0]
  const text = known ?? wordsFor(flow.compiled.manifest, language, undefined)
  return { deed: { type: 'says-value', value: text }, event: { type: 'value.understood', turnId, text, value: text, confidence } }
}

/** Said where the turn hears speech, and typed where only keys are heard; one value is typed beside. */
const valueMoves = (flow: ExploredFlow, call: ExploredCall, { turnId, expect, listen }: TurnEffect): Move[] => {
  const spec = expect?.value
  if (spec === undefined) return []
  const rule = ruleOfValue(call.snapshot)
  if (rule === undefined) return listen?.speech === true ? [freeWords(flow, call, turnId)] : []
  const compared = flow.rules.values.get(variableOfValue(call.snapshot) ?? '') ?? []
  const values = valuesFor(spec, rule, contextOf(call), compared)
  const spoken = values.map((value): Move => ({
    deed: { type: 'says-value', value },
    event: { type: 'value.understood', turnId, text: typeof value === 'object' ? String(value.amount) : String(value), value, confidence },
  }))
  const mostKeys = listen?.digits?.maxCount ?? 0
  const typed = values.flatMap((value) => keysOf(value, rule) ?? []).filter((digits) => digits !== '' && digits.length <= mostKeys).map((digits) => pressed(turnId, digits))
  return [...(listen?.speech === true ? spoken : []), ...(listen?.digits === undefined ? [] : listen.speech ? typed.slice(0, 1) : typed)]
}

/** A key that means nothing here. */
const strayKey = (taken: readonly string[]): string => [...'9876543210*#'].find((key) => !taken.includes(key)) ?? '9'

/** Key intents that may be pressed here. */
const globalKeyMoves = ({ turnId, expect }: TurnEffect): Move[] =>
  Object.entries(expect?.keys ?? {}).map(([key, keyIntent]) => ({
    deed: { type: 'presses', digits: key, means: keyIntentTold[keyIntent] },
    event: enteredEvent(turnId, key, 'max-count', expect),
  }))

const keyNamesOfFlow = new WeakMap<ExploredFlow, ReadonlyMap<string, Readonly<Record<string, string>>>>()

/** Names of the choices of a node by their key. */
const keyNamesAt = (flow: ExploredFlow, node: string): Readonly<Record<string, string>> => {
  const known = keyNamesOfFlow.get(flow) ?? new Map(flow.compiled.manifest.nodes.flatMap(({ id, keys }) => (keys === undefined ? [] : [[id, keys] as const])))
  keyNamesOfFlow.set(flow, known)
  return known.get(node) ?? {}
}

/** A key of a choice with a name, and the name as it is. */
const chosen = (turnId: string, digits: string, names: Readonly<Record<string, string>>): Move => {
  const move = pressed(turnId, digits)
  const name = Object.hasOwn(names, digits) ? names[digits] : undefined
  return name === undefined ? move : { ...move, deed: { type: 'presses', digits, means: { en: name, zh: name } } }
}

const keyMoves = (flow: ExploredFlow, call: ExploredCall, { turnId, listen, expect }: TurnEffect): Move[] => {
  if (listen?.digits === undefined) return []
  const taken = [...new Set(digitsTaken(call.snapshot))]
  const { terminator } = listen.digits
  const nothing: Move[] = terminator === undefined ? [] : [{ deed: { type: 'presses', digits: terminator }, event: { type: 'digits.entered', turnId, digits: '', endedBy: 'terminator' }, stray: true }]
  const stray = strayKey([...taken, ...Object.keys(expect?.keys ?? {})])
  const strayMoves: Move[] = stray === terminator ? [] : [{ ...pressed(turnId, stray), stray: true }]
  const names = keyNamesAt(flow, contextOf(call).node)
  return [...taken.map((digits) => chosen(turnId, digits, names)), ...strayMoves, ...nothing]
}

/** @param text empty: a noise that nobody can make words of */
const somethingElse = (turnId: string, text: string): Move => ({ deed: { type: 'says-something-else', text }, event: { type: 'utterance.not-understood', turnId, text } })

const spokenMoves = (flow: ExploredFlow, call: ExploredCall, turn: TurnEffect): Move[] => {
  const { turnId, expect, listen } = turn
  if (listen?.speech !== true) return []
  const { language } = contextOf(call)
  const text = wordsFor(flow.compiled.manifest, language, undefined)
  return [
    ...[...new Set([...intentsTaken(call.snapshot), ...(expect?.intents ?? [])])].flatMap((intent) => intentMoves(flow, language, turnId, intent)),
    ...eitherMoves(flow, language, turn),
    ...(expect?.auxiliary ?? []).map((intent) => auxiliaryMove(flow, language, turnId, intent)),
    ...(expect?.keyIntents ?? []).map((keyIntent) => keyIntentMove(flow, language, turnId, keyIntent)),
    somethingElse(turnId, text), somethingElse(turnId, ''),
  ]
}

const soundFails = (turnId: string): Move => ({ deed: { type: 'sound-fails' }, event: { type: 'turn.failed', turnId, cause: 'engine' } })

const messageMoves = (turnId: string): Move[] => [
  { deed: { type: 'leaves-message' }, event: { type: 'turn.recorded', turnId, durationMs: 4_000, endedBy: 'silence' } },
  { deed: { type: 'leaves-no-message' }, event: { type: 'turn.recorded', turnId, durationMs: 0, endedBy: 'silence' } },
]

/** What can become of the turn that runs. */
export const turnMoves = (flow: ExploredFlow, call: ExploredCall, turn: TurnEffect): Move[] => {
  const { turnId, listen, record, open } = turn
  if (record !== undefined) return [...messageMoves(turnId), soundFails(turnId)]
  if (listen === undefined || call.closed === 'finish')
    return open === true && call.closed === undefined ? [soundFails(turnId)] : [{ deed: { type: 'hears-prompt' }, event: { type: 'turn.finished', turnId }, quiet: true }, soundFails(turnId)]
  const silent: Move = { deed: { type: 'stays-silent' }, event: { type: 'no-input', turnId } }
  const speechAndKeys = [...spokenMoves(flow, call, turn), ...valueMoves(flow, call, turn), ...keyMoves(flow, call, turn), ...globalKeyMoves(turn)]
  return [...speechAndKeys, ...(open === true && call.closed === undefined ? [] : [silent]), soundFails(turnId)]
}
