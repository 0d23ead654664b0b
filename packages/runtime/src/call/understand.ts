import type { Expectation, IntentSource, Interpretation, MediaFact } from '@callchart/protocol'
import type { Logger } from 'pino'
import type { Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import { raiseFence } from '../understanding/fence.js'
import type { GuardedUnderstander } from '../understanding/guarded.js'
import { interpretWith } from '../understanding/recognizers/interpret.js'
import type { UnderstandingServices } from '../understanding/services.js'
import type { UnderstandingContext } from '../understanding/understander.js'
import type { Pondering } from './pondering.js'
import type { ReadyVersion } from './ready-version.js'
import type { CallState, OpenTurn } from './state.js'
import { masked } from './transcript.js'

type Utterance = Extract<MediaFact, { type: 'utterance' }>

/** What an utterance is understood with, beside the state of its call. */
export interface UnderstandingParts {
  readonly services: UnderstandingServices
  readonly clock: Clock
  /** IANA name: for relative dates. */
  readonly timeZone: string
  readonly pondering: Pondering
  readonly log: Logger
}

/** What was said means nothing here. */
export const notUnderstood = (text: string): Interpretation => ({ type: 'no-match', text, confidence: 0, slots: {}, why: { by: 'nothing', losing: [] } })

/**
 * Stage 4: the meaning of an utterance among what its turn expects. The embedded interpreter always has an answer; an outside service that
 * the settings name may have a better one, within its deadline and within what the chart enables.
 */
export async function understand(fact: Utterance, turn: OpenTurn, state: CallState, parts: UnderstandingParts): Promise<Interpretation> {
  const { expect, listen } = turn.effect
  const text = fact.alternatives[0]?.text ?? ''
  const interpreter = listen === undefined ? undefined : state.ready.interpreterOf(listen.language)
  if (expect === undefined || listen === undefined || interpreter === undefined || text === '') return notUnderstood(text)
  const { ready } = state
  const intents = intentsOf(ready, listen.language)
  const reading = { now: new Date(parts.clock.now()), timeZone: parts.timeZone, language: listen.language, intents }
  const own =
    ready.recognizers === undefined
      ? interpreter.interpret(fact.alternatives, expect, reading)
      : await interpretWith(ready.recognizers, interpreter, fact.alternatives, expect, reading)
  const service = parts.services.serviceFor(ready.manifest.flow, listen.language)
  if (service === undefined || turn.effect.sensitive || own.type === 'key-intent' || isSure(own, service)) return own
  return askService(service, fact, expect, contextOf(turn, expect, listen.language, state, parts), own, state, parts)
}

const intentsOf = ({ manifest }: ReadyVersion, language: string): readonly IntentSource[] =>
  manifest.understanding.find((source) => source.language === language)?.intents ?? []

const isSure = ({ type, confidence }: Interpretation, { sureFrom }: GuardedUnderstander): boolean => type !== 'no-match' && confidence >= sureFrom

function contextOf(turn: OpenTurn, expect: Expectation, language: string, state: CallState, { clock, timeZone }: UnderstandingParts): UnderstandingContext {
  const { ready, snapshot, shown } = state
  const { turnId, prompts } = turn.effect
  const intents = intentsOf(ready, language)
  const now = clock.now()
  return {
    flow: ready.manifest.flow,
    language,
    question: masked(prompts.at(-1)?.text ?? '', shown.secrets),
    intents,
    fence: raiseFence(turnId, expect, intents, (event) => ready.takes(snapshot, { ...event, at: now })),
    now: new Date(now),
    timeZone,
    bannedIn: (words) => ready.bannedIn(words),
  }
}

/** A caller is never left without an answer: what the service cannot say in time and in bounds, the embedded interpreter has said already. */
async function askService(
  service: GuardedUnderstander,
  { alternatives }: Utterance,
  expect: Expectation,
  context: UnderstandingContext,
  own: Interpretation,
  state: CallState,
  { pondering, log }: UnderstandingParts,
): Promise<Interpretation> {
  if (context.fence.size === 0) return own
  try {
    const meaning = await service.ask(alternatives, expect, context, state.askedCount, pondering.begin())
    // Our own readers read values that a classifier knows nothing of.
    return meaning.type === 'no-match' && own.type === 'value' ? own : meaning
  } catch (error) {
    const cause = error instanceof RuntimeError ? error.code : 'RUNTIME_INTERNAL'
    log.warn({ service: service.name, cause, ...(cause === 'RUNTIME_INTERNAL' ? { err: error } : {}) }, 'the embedded understanding answers instead of a service')
    return { ...own, why: { ...own.why, fellBack: { from: service.name, cause } } }
  }
}
