import { randomOf, type FlowDocument, type FlowResources } from '@callchart/flow'
import { pino } from 'pino'
import type { ReadyVersion } from '../../call/ready-version.js'
import { createPondering } from '../../call/pondering.js'
import type { OpenTurn } from '../../call/state.js'
import { understand, type UnderstandingParts } from '../../call/understand.js'
import type { Clock } from '../../clock.js'
import { createChatUnderstander } from '../../understanding/chat.js'
import { guardUnderstander } from '../../understanding/guarded.js'
import { serviceUse } from '../../understanding/service-use.js'
import { createAdversary } from './adversary.js'
import { isEnabledByDocument, wasNoMatch } from './judge.js'
import { pick } from './pick.js'
import { readyOf, utteranceOf, WalkedCall } from './walked-call.js'

export interface FencedTurnsOptions {
  readonly flows: readonly FlowDocument[]
  readonly resources: FlowResources
  /** Turns in which the model is asked. */
  readonly turnCount: number
  readonly seed: number
}

export interface FencedTurns {
  readonly turns: number
  readonly calls: number
  readonly turnsByFlow: Readonly<Record<string, number>>
  /** What the model did, and how often. */
  readonly conducts: Readonly<Record<string, number>>
  /** What became of it: `answered`, or the code for which the embedded interpreter answered. */
  readonly outcomes: Readonly<Record<string, number>>
  readonly eventsOutsideTheEnabledSet: number
  readonly hungCalls: number
  /** The first few events outside, for who mends it. */
  readonly examples: readonly string[]
}

const deadlineMs = 1_500
/** No service rests and no call runs out of turns: each turn is to meet the model. */
const unlimited = { deadlineMs, failureCount: Number.MAX_SAFE_INTEGER, restMs: 1, mostTurns: Number.MAX_SAFE_INTEGER, sureFrom: 2 }
const mostTurnsOfCall = 25
const startMs = Date.UTC(2026, 2, 4, 17)

/** Time that stands, but for what is due when it is moved. */
class VirtualClock implements Clock {
  private time = startMs
  private readonly alarms = new Set<{ at: number; run: () => void }>()

  now(): number {
    return this.time
  }

  after(ms: number, run: () => void): () => void {
    const alarm = { at: this.time + ms, run }
    this.alarms.add(alarm)
    return () => this.alarms.delete(alarm)
  }

  advance(ms: number): void {
    this.time += ms
    for (const alarm of [...this.alarms].filter(({ at }) => at <= this.time)) {
      this.alarms.delete(alarm)
      alarm.run()
    }
  }
}

/** Everything that runs without time passing is done then. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Resolves by the deadline on the virtual clock, or says that it hangs. */
async function inTime<Result>(work: Promise<Result>, clock: VirtualClock): Promise<Result | 'hung'> {
  let result: Result | 'hung' = 'hung'
  void work.then((done) => (result = done))
  await settle()
  if (result === 'hung') clock.advance(deadlineMs)
  await settle()
  return result
}

/** Names that the questions of a flow may offer to a model. */
const namesIn = ({ intents, keyIntents, auxiliary }: FlowDocument): string[] => [
  ...Object.keys(intents).map((intent) => `intent.${intent}`),
  ...['affirm', 'deny', 'refuse'].map((intent) => `intent.${intent}`),
  ...Object.keys(keyIntents).map((name) => `keyIntent.${name}`),
  ...auxiliary.map(({ intent }) => `globalQuestion.${intent}`),
  'keyIntent.end',
  'keyIntent.doNotCall',
  'value',
]

const mumbles = ['purple elephants dance', 'well you know', '嗯那个', 'tomorrow', 'four three two one', 'x'.repeat(3_000), '不知道', 'yes', '好的']

function wordsFor(turn: OpenTurn, ready: ReadyVersion, random: () => number): string {
  const language = turn.effect.listen?.language
  const phrases = ready.manifest.understanding.find((source) => source.language === language)?.intents.flatMap((intent) => intent.phrases) ?? []
  return pick(random, random() < 0.5 && phrases.length > 0 ? phrases : mumbles)
}

const count = (counts: Record<string, number>, name: string): void => void (counts[name] = (counts[name] ?? 0) + 1)

/** Calls of the flows, question after question put to a hostile model through the same stage 4 as in a real call. */
export async function runFencedTurns({ flows, resources, turnCount, seed }: FencedTurnsOptions): Promise<FencedTurns> {
  const random = randomOf(seed)
  const clock = new VirtualClock()
  const adversary = createAdversary(random, flows.flatMap(namesIn), (run) => void clock.after(deadlineMs, run))
  const service = guardUnderstander(createChatUnderstander(adversary), unlimited, clock)
  const services = { serviceFor: () => service, close: () => undefined }
  const parts: UnderstandingParts = { services, clock, timeZone: 'UTC', pondering: createPondering(), log: pino({ level: 'silent' }) }
  const versions = flows.map((document) => ({ document, ready: readyOf(document, resources) }))
  const turnsByFlow: Record<string, number> = {}
  const callsByFlow: Record<string, number> = {}
  const outcomes: Record<string, number> = {}
  const examples: string[] = []
  let [turns, calls, outside, hung] = [0, 0, 0, 0]

  const effort = ({ document: { id } }: (typeof versions)[number]): number => (turnsByFlow[id] ?? 0) + (callsByFlow[id] ?? 0)

  const takeTurn = async (call: WalkedCall, turn: OpenTurn, { document, ready }: (typeof versions)[number]): Promise<boolean> => {
    const fact = utteranceOf(turn, wordsFor(turn, ready, random))
    const meaning = await inTime(understand(fact, turn, call.state, parts), clock)
    if (meaning === 'hung') {
      hung += 1
      return false
    }
    const use = serviceUse(meaning.why)
    const event = call.hears(fact, meaning)
    if (use === undefined || event === undefined) return true
    turns += 1
    count(turnsByFlow, document.id)
    count(outcomes, use.outcome)
    const isMeant = event.type !== 'utterance.not-understood' && event.type !== 'value.understood'
    if (!isEnabledByDocument(event, turn, document, resources) || (isMeant && wasNoMatch(call.state))) {
      outside += 1
      if (examples.length < 5) examples.push(`${document.id} ${turn.effect.nodeId}: ${JSON.stringify(event)}`)
    }
    return true
  }

  while (turns < turnCount && hung === 0) {
    // Whichever was called and asked least: a flow that soon ends its calls is asked no less than one that asks on and on.
    const [version] = versions.toSorted((left, right) => effort(left) - effort(right))
    if (version === undefined) throw new Error('There is no flow to call')
    calls += 1
    count(callsByFlow, version.document.id)
    const language = pick(random, version.document.languages)
    const call = new WalkedCall(version.ready, random, () => clock.now(), { language })
    for (let asked = 0; asked < mostTurnsOfCall && turns < turnCount; asked += 1) {
      const turn = call.toQuestion()
      if (turn === undefined || !(await takeTurn(call, turn, version))) break
    }
    if (calls > 1_000 + 10 * turnCount) throw new Error('The flows ask too little that a model may answer')
  }
  service.close()
  return { turns, calls, turnsByFlow, conducts: adversary.counts, outcomes, eventsOutsideTheEnabledSet: outside, hungCalls: hung, examples }
}
