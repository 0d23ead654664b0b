import type { Interpretation, MediaFact } from '@callchart/protocol'
import { interpretWith } from '../understanding/recognizers/interpret.js'
import type { ReadyVersion } from './ready-version.js'
import type { OpenTurn } from './state.js'

type Utterance = Extract<MediaFact, { type: 'utterance' }>

const nothing = (text: string): Interpretation => ({ type: 'no-match', text, confidence: 0, slots: {}, why: { by: 'nothing', losing: [] } })

/**
 * Stage 4: the meaning of an utterance among what its turn expects.
 *
 * @param now milliseconds since the epoch, for relative dates
 * @param timeZone IANA name
 */
export async function understand(fact: Utterance, turn: OpenTurn, ready: ReadyVersion, now: number, timeZone: string): Promise<Interpretation> {
  const { expect, listen } = turn.effect
  const text = fact.alternatives[0]?.text ?? ''
  const interpreter = listen === undefined ? undefined : ready.interpreterOf(listen.language)
  if (expect === undefined || interpreter === undefined || text === '') return nothing(text)
  const language = listen?.language ?? ''
  const intents = ready.manifest.understanding.find((source) => source.language === language)?.intents ?? []
  return interpretWith(ready.recognizers, interpreter, fact.alternatives, expect, { now: new Date(now), timeZone, language, intents })
}
