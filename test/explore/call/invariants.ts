import type { MediaFact, Prompt } from '@callchart/protocol'
import { fromJournalEntry, type CallEntry } from '../../../packages/runtime/src/call/entries.js'
import { foldCall } from '../../../packages/runtime/src/call/fold.js'
import type { CallWorld } from './call-world.js'
import { plainState } from './plain-state.js'
import { callOrigin } from './runtime-process.js'
import { outcomeTypes } from './watch.js'
import { canonicalText } from '../text.js'

/** What is wrong with a call that is over, in words; nothing where all is well. */
type Invariant = (world: CallWorld) => readonly string[]

const twice = (values: readonly string[]): string[] => [...new Set(values.filter((value, index) => values.indexOf(value) !== index))]
const factsOf = <Type extends MediaFact['type']>(world: CallWorld, type: Type) =>
  world.watch.facts.filter((fact): fact is Extract<MediaFact, { type: Type }> => fact.type === type)
const journalOf = (world: CallWorld): CallEntry[] => world.database.journal.map(fromJournalEntry)
const eventsOf = (world: CallWorld) => journalOf(world).flatMap((entry) => (entry.kind === 'event' ? [entry.body] : []))

/** The runtime stated the end of the caller itself: what the bridge knew is lost. */
const isMediaLost = (world: CallWorld): boolean => journalOf(world).some((entry) => entry.kind === 'fact' && entry.body.number === 0)

const hasOneOutcome: Invariant = (world) => {
  const { watch } = world
  const outcomes = watch.facts.flatMap((fact) => (outcomeTypes.has(fact.type) && 'turnId' in fact && fact.turnId !== undefined ? [fact.turnId] : []))
  const begun = watch.facts.flatMap((fact) => (fact.type === 'prompt.started' || fact.type === 'listening.started' ? [fact.turnId] : []))
  return [
    ...twice(outcomes).map((turnId) => `turn ${turnId} has two outcomes`),
    ...[...new Set(isMediaLost(world) ? [] : begun)].filter((turnId) => !outcomes.includes(turnId)).map((turnId) => `turn ${turnId} has no outcome`),
  ]
}

const chartHearsOnce: Invariant = (world) => {
  const events = eventsOf(world)
  const answered = events.flatMap((event) => ('turnId' in event ? [event.turnId] : []))
  const once = events.flatMap(({ type }) => (type === 'call.started' || type === 'caller.hung-up' ? [type] : []))
  return twice([...answered.map((turnId) => `turn ${turnId}`), ...once]).map((what) => `the chart was told twice of ${what}`)
}

const isSilentAfterHangUp: Invariant = ({ watch, bridge }) => {
  const { facts } = watch
  const goneAt = facts.findIndex(({ type }) => type === 'caller.hung-up')
  const sound = new Set<MediaFact['type']>(['prompt.started', 'prompt.resumed', 'prompt.finished', 'listening.started', 'speech.started', 'legs.joined'])
  const late = goneAt < 0 ? [] : facts.slice(goneAt).filter(({ type }) => sound.has(type))
  return [...late.map((fact) => `${fact.type}${'turnId' in fact ? ` of turn ${fact.turnId}` : ''} after the caller had gone`), ...(bridge.caller.lateSends > 0 ? ['audio was sent to nobody'] : [])]
}

const promptsOf = ({ watch }: CallWorld): Map<string, Prompt> => {
  const prompts = new Map<string, Prompt>()
  for (const { turnId, prompts: own } of watch.turns.values()) for (const prompt of own) prompts.set(`${turnId}/${prompt.promptId}`, prompt)
  return prompts
}

/** The runtime may take a turn back for these reasons only. */
const isTakenBack = (world: CallWorld): boolean =>
  eventsOf(world).some(({ type }) => type === 'call.ended' || type === 'transfer.connected') || world.watch.turns.has('apology')

const isHeardInFull: Invariant = (world) => {
  const prompts = promptsOf(world)
  const cuts = factsOf(world, 'prompt.interrupted').filter(({ turnId, promptId }) => prompts.get(`${turnId}/${promptId}`)?.interruptible === false)
  const byCaller = cuts.filter(({ by }) => by !== 'hang-up' && !(by === 'cancel' && isTakenBack(world)))
  const begun = factsOf(world, 'prompt.started').filter(({ turnId, promptId }) => prompts.get(`${turnId}/${promptId}`)?.interruptible === false)
  const isOver = (turnId: string, promptId: string): boolean =>
    world.watch.facts.some((fact) => ['prompt.finished', 'prompt.failed', 'prompt.interrupted'].includes(fact.type) && 'promptId' in fact && fact.turnId === turnId && fact.promptId === promptId)
  return [
    ...byCaller.map(({ turnId, promptId, by }) => `prompt ${turnId}/${promptId}, which is heard in full, was cut by ${by}`),
    ...(isMediaLost(world) ? [] : begun).filter(({ turnId, promptId }) => !isOver(turnId, promptId)).map(({ turnId, promptId }) => `prompt ${turnId}/${promptId} came to no end`),
  ]
}

/** Whoever is hung up by us has heard what was said last. */
const isGoodbyeHeard: Invariant = (world) => {
  const cut = factsOf(world, 'prompt.interrupted').filter(({ by }) => by === 'hang-up')
  return world.bridge.caller.wasHungUp && cut.length > 0 ? [`the hang-up cut prompt ${cut[0]?.turnId}/${cut[0]?.promptId}`] : []
}

/** A turn that still speaks is cancelled before the next one: else the runtime took it for over. */
const givesWayToNone: Invariant = (world) => {
  const { watch } = world
  const cancelled = new Set(watch.commandsOf('turn.cancel').map(({ turnId }) => turnId))
  const cut = factsOf(world, 'prompt.interrupted').filter(({ by, turnId }) => by === 'cancel' && !cancelled.has(turnId))
  return watch.commandsOf('legs.join').length > 0 ? [] : cut.map(({ turnId, promptId }) => `prompt ${turnId}/${promptId} was cut by the next turn`)
}

const isHeardOnce: Invariant = (world) =>
  twice(factsOf(world, 'prompt.started').map(({ turnId, promptId }) => `${turnId}/${promptId}`)).map((prompt) => `prompt ${prompt} was heard twice`)

const transferEnds: ReadonlySet<string> = new Set(['transfer.ended', 'transfer.busy', 'transfer.no-answer', 'transfer.declined', 'transfer.failed', 'transfer.closed', 'transfer.overflow'])

const isTransferredOnce: Invariant = (world) => {
  const events = eventsOf(world).flatMap((event) => ('transferId' in event ? [event] : []))
  const ends = events.filter(({ type }) => transferEnds.has(type)).map(({ transferId }) => transferId)
  const connections = events.filter(({ type }) => type === 'transfer.connected').map(({ transferId }) => transferId)
  return [
    ...twice(ends).map((transferId) => `transfer ${transferId} ended twice`),
    ...twice(connections).map((transferId) => `transfer ${transferId} was connected twice`),
  ]
}

/** Never two humans with one caller. */
const isAloneWithOne: Invariant = ({ watch }) => {
  const joined = new Set<string>()
  for (const fact of watch.facts) {
    if (fact.type === 'leg.hung-up') joined.delete(fact.legId)
    if (fact.type === 'legs.joined') joined.add(fact.legId)
    if (joined.size > 1) return ['two humans talk to the caller']
  }
  return []
}

const leavesNoLeg: Invariant = (world) => [
  ...world.bridge.agents.filter(({ isOver }) => !isOver).map(() => 'the leg of a human stays open'),
  ...world.agents.filter(({ isSeated, process, callId }) => isSeated && !process.isDead && callId !== undefined).map(({ agentId }) => `${agentId} was never told that the call is over`),
]

const releasesQueue: Invariant = ({ database, agents }) => [
  ...[...database.entries.values()].filter(({ state }) => state !== 'left').map(({ state }) => `a queue entry stays ${state}`),
  ...agents.filter(({ process }) => !process.isDead).flatMap(({ agentId }) => {
    const state = database.seats.get(agentId)?.state ?? 'gone'
    return state === 'offered' || state === 'joined' ? [`the seat of ${agentId} stays ${state}`] : []
  }),
  ...[...database.offers.values()].filter(({ state }) => state === 'offered').map(({ offerId }) => `${offerId} stays offered`),
]

const isDoneOnce: Invariant = (world) => {
  const keys = world.received.filter(({ effect }) => !effect.idempotent && effect.method !== 'GET').map(({ key }) => key)
  const dispatched = journalOf(world).flatMap((entry) =>
    entry.kind === 'effect.dispatched' && entry.body.leg === undefined ? [`${entry.step}/${entry.body.index} ${entry.body.type}`] : [],
  )
  const sentFor = journalOf(world).flatMap((entry) => (entry.kind === 'effect.dispatched' && entry.body.leg !== undefined ? [entry.body.leg.legId] : []))
  return [...twice(sentFor).map((legId) => `the human of ${legId} was sent for twice`), ...twice(keys).map((key) => `request ${key} was sent twice`), ...twice(dispatched).map((effect) => `effect ${effect} was dispatched twice`)]
}

const notes: ReadonlySet<string> = new Set(['do-not-call.add', 'voicemail.keep', 'call-back.request'])

/** What the chart wanted noted outside the call is there. */
const isNoted: Invariant = ({ lastState, database }) => {
  const wanted = lastState?.shown.effects.filter(({ type }) => notes.has(type)) ?? []
  return wanted.filter(({ type }) => ![...database.rows.values()].some((row) => row.type === type)).map(({ type }) => `no row of ${type} was written`)
}

/** What was said after the tone is a message, unless the runtime takes the turn back. */
const isMessageKept: Invariant = (world) => {
  const begun = factsOf(world, 'listening.started').filter(({ turnId }) => world.watch.turns.get(turnId)?.record !== undefined)
  const cancelled = factsOf(world, 'turn.cancelled').map(({ turnId }) => turnId)
  return begun.filter(({ turnId }) => cancelled.includes(turnId) && !isTakenBack(world)).map(({ turnId }) => `the message of turn ${turnId} is gone`)
}

/** Every fact reaches the journal once, in its order, up to the end of the caller. */
const isJournaledOnce: Invariant = (world) => {
  const numbers = journalOf(world).flatMap((entry) => (entry.kind === 'fact' && entry.body.number > 0 ? [entry.body.number] : []))
  const facts = world.watch.facts
  const gone = facts.findIndex(({ type }) => type === 'caller.hung-up') + 1
  const due = facts.flatMap((fact, index) => (fact.type === 'hypothesis' || index >= gone ? [] : [index + 1]))
  return [
    ...numbers.filter((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0)).map((number) => `fact ${number} came into the journal again`),
    ...(isMediaLost(world) ? [] : due.filter((number) => !numbers.includes(number)).map((number) => `fact ${number} is not in the journal`)),
  ]
}

const isFoldOfJournal: Invariant = (world) => {
  const state = world.lastState
  if (state === undefined || state.sequence !== world.database.journal.length) return []
  const folded = foldCall(callOrigin, world.ready, journalOf(world), new Map([[world.ready.version, world.ready]]))
  const leave = new Set(['ready'])
  return canonicalText(plainState(folded), leave) === canonicalText(plainState(state), leave) ? [] : ['the state is not the fold of the journal']
}

const isFaultless: Invariant = ({ faults }) => faults.map((line) => `logged as an error: ${line.slice(0, 300)}`)

export const invariants: Readonly<Record<string, Invariant>> = {
  'a turn has one outcome': hasOneOutcome,
  'the chart is told once': chartHearsOnce,
  'no prompt after the hang-up': isSilentAfterHangUp,
  'what may not be interrupted is heard in full': isHeardInFull,
  'the goodbye is heard': isGoodbyeHeard,
  'a turn gives way to no other': givesWayToNone,
  'nothing is heard twice': isHeardOnce,
  'a transfer is not doubled': isTransferredOnce,
  'a caller talks to one human': isAloneWithOne,
  'no leg is orphaned': leavesNoLeg,
  'queue rows are released': releasesQueue,
  'no effect is doubled': isDoneOnce,
  'no effect is lost': isNoted,
  'no message is lost': isMessageKept,
  'every fact is journaled once': isJournaledOnce,
  'the state is the fold of the journal': isFoldOfJournal,
  'music ends before a question': ({ wasMusicInQuestion }) => (wasMusicInQuestion ? ['music played while the caller was to answer'] : []),
  'no engine is left open': ({ bridge }) => (bridge.engines.live === undefined ? [] : ['a recognition goes on after the call']),
  'a talk is not listened to': ({ wasOverheard }) => (wasOverheard ? ['an engine heard the caller and the human'] : []),
  'nothing goes wrong unforeseen': isFaultless,
}
