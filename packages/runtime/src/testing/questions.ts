import { noResources, parseFlow, type FlowDocument } from '@callchart/flow'
import { readyOf, WalkedCall } from '../bench/fenced-llm/walked-call.js'
import type { OpenTurn } from '../call/state.js'
import { raiseFence } from '../understanding/fence.js'
import type { UnderstandingContext } from '../understanding/understander.js'

const at = Date.UTC(2026, 2, 4, 17)
const toBye = { noInput: { to: 'bye' }, noMatch: { to: 'bye' } }

/** A question with two branches, a key intent and a global question; then values of several types. */
export const shopDocument: FlowDocument = documentOf({
  schemaVersion: 1,
  id: 'shop',
  name: 'Shop',
  languages: ['en-US'],
  variables: { size: { type: 'number' }, due: { type: 'string' }, reason: { type: 'string' }, pin: { type: 'string', sensitive: true } },
  intents: {
    order: { name: 'Order', phrases: { 'en-US': ['order a pizza', 'I want to order'] }, slots: { size: { type: 'number' }, who: { type: 'text' } } },
    track: { name: 'Track', phrases: { 'en-US': ['where is my order'] } },
    fees: { name: 'Fees', phrases: { 'en-US': ['what does it cost'] } },
    other: { name: 'Other', phrases: { 'en-US': ['something else'] } },
  },
  keyIntents: { human: { to: 'bye' }, repeat: {} },
  auxiliary: [{ intent: 'fees', to: 'bye' }],
  bannedWords: { 'en-US': { words: ['rubbish'] } },
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'wish' },
    { id: 'wish', kind: 'ask', name: 'Wish', prompt: { 'en-US': ['What would you like?'] }, branches: [{ on: 'order', to: 'due' }, { on: 'track', to: 'reason' }, { on: 'refuse', to: 'pin' }], saveSlots: { size: 'size' }, ...toBye },
    { id: 'due', kind: 'collect', name: 'Due', prompt: { 'en-US': ['When?'] }, variable: 'due', valueType: 'date', ...toBye, next: 'bye' },
    { id: 'reason', kind: 'collect', name: 'Reason', prompt: { 'en-US': ['Why?'] }, variable: 'reason', valueType: 'text', ...toBye, next: 'bye' },
    { id: 'pin', kind: 'collect', name: 'Pin', prompt: { 'en-US': ['Your code?'] }, variable: 'pin', minCount: 4, maxCount: 4, ...toBye, next: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'Bye' },
  ],
})

function documentOf(file: unknown): FlowDocument {
  const parsed = parseFlow(file)
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  return parsed.document
}

export const shop = readyOf(shopDocument, noResources)

/** A call of the shop that waits at the question to which these intents lead. */
export function askedAfter(...intents: readonly string[]): { call: WalkedCall; turn: OpenTurn; context: UnderstandingContext } {
  const call = new WalkedCall(shop, () => 0, () => at)
  for (const intent of intents) {
    const turnId = call.toQuestion()?.effect.turnId ?? ''
    call.take({ type: 'utterance.understood', turnId, text: intent, intent, confidence: 1, slots: {} })
    call.state.turns.delete(turnId)
  }
  const turn = call.toQuestion()
  if (turn?.effect.expect === undefined) throw new Error('nothing is asked')
  return { call, turn, context: contextAt(call, turn) }
}

function contextAt({ state }: WalkedCall, { effect }: OpenTurn): UnderstandingContext {
  const intents = shop.manifest.understanding[0]?.intents ?? []
  const expect = effect.expect ?? { intents: [], keyIntents: [] }
  return {
    flow: 'shop',
    language: 'en-US',
    question: effect.prompts.at(-1)?.text ?? '',
    intents,
    fence: raiseFence(effect.turnId, expect, intents, (event) => shop.takes(state.snapshot, { ...event, at })),
    now: new Date(at),
    timeZone: 'America/New_York',
    bannedIn: (text) => shop.bannedIn(text),
  }
}
