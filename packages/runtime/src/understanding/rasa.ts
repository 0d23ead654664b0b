import { readAs, type RankedIntent } from '@callchart/protocol'
import { z } from 'zod'
import type { Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import { admit, nothingFits, outOfFence, type Fence, type Proposal } from './fence.js'
import { createServiceHttp, readJson } from './service-http.js'
import type { Understander, UnderstandingContext } from './understander.js'

export interface RasaSettings {
  /** Base address of the server, as the admin sets it; a query in it is kept. */
  readonly url: string
  /** Sent as a bearer token. */
  readonly secret?: string
  /** Below it an intent is no answer, 0..1. */
  readonly threshold: number
  /** What the service calls an intent, a key intent, a slot or `value`, where it is not called so in the flow. */
  readonly names: Readonly<Record<string, string>>
  readonly clock: Clock
  readonly idleMs?: number
}

const answerCapBytes = 256 * 1024
const defaultIdleMs = 10_000
const longestText = 1_000
const mostLosing = 5
/** Rasa's own name for "I do not know". */
const fallbackIntent = 'nlu_fallback'

const intentSchema = z.object({ name: z.string().nullish(), confidence: z.number() })
const entitySchema = z.object({
  entity: z.string(),
  role: z.string().nullish(),
  value: z.unknown().optional(),
  start: z.int().min(0).optional(),
  end: z.int().min(0).optional(),
})
const parseSchema = z.object({
  intent: intentSchema.nullish(),
  intent_ranking: z.array(intentSchema).max(1_000).nullish(),
  entities: z.array(entitySchema).max(200).nullish(),
})
type Parsed = z.infer<typeof parseSchema>

/** `POST /model/parse` under the base address. */
export function parseAddress(base: string): string {
  const url = new URL(base)
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/model/parse`
  return url.href
}

/** Where a name of the service stands in the fence. */
function enabledName(name: string, fence: Fence): string | undefined {
  return [name, `intent.${name}`, `keyIntent.${name}`, `globalQuestion.${name}`].find((each) => fence.has(each))
}

function rankingOf({ intent, intent_ranking: ranking }: Parsed): { name: string; confidence: number }[] {
  const all = ranking != null && ranking.length > 0 ? ranking : intent == null ? [] : [intent]
  return all.flatMap(({ name, confidence }) => (name == null ? [] : [{ name, confidence }])).sort((left, right) => right.confidence - left.confidence)
}

/** Values by slot: the caller's own words where the service says where they stand, counted in code points. */
function slotsOf({ entities }: Parsed, text: string, names: RasaSettings['names']): Record<string, unknown> {
  const points = [...text]
  return Object.fromEntries(
    (entities ?? []).map(({ entity, role, value, start, end }) => {
      const words = start === undefined || end === undefined ? '' : points.slice(start, end).join('')
      const called = role ?? entity
      return [Object.hasOwn(names, called) ? (names[called] ?? called) : called, words === '' ? value : words]
    }),
  )
}

interface Candidate extends RankedIntent {
  readonly name: string | undefined
}

function proposalOf(parsed: Parsed, text: string, { fence }: UnderstandingContext, { threshold, names }: RasaSettings): { proposal: Proposal; losing: RankedIntent[] } {
  const ranked = rankingOf(parsed).map(({ name, confidence }): Candidate => {
    const ours = Object.hasOwn(names, name) ? (names[name] ?? name) : name
    return { intent: ours, confidence, name: enabledName(ours, fence) }
  })
  const slots = slotsOf(parsed, text, names)
  const asked = fence.get('value')
  const best = ranked.find(({ name, confidence }) => name !== undefined && confidence >= threshold)
  const losing = ranked.filter((each) => each !== best && each.name !== undefined).slice(0, mostLosing).map(({ intent, confidence }) => ({ intent, confidence }))
  if (best?.name !== undefined && best.name !== 'value') return { proposal: { name: best.name, confidence: best.confidence, slots }, losing }
  const value = asked?.type === 'value' ? (slots['value'] ?? slots[asked.spec.type]) : undefined
  if (value !== undefined) return { proposal: { name: 'value', confidence: best?.confidence ?? threshold, value }, losing }
  const top = ranked[0]
  if (top !== undefined && top.confidence >= threshold && top.intent !== fallbackIntent) throw outOfFence('is sure of an intent')
  return { proposal: { name: nothingFits, confidence: 0 }, losing }
}

/** A trained model behind Rasa's HTTP API; its names are mapped to those of the flow, and only the enabled ones count. */
export function createRasaUnderstander(settings: RasaSettings): Understander {
  const { url, secret, clock, idleMs = defaultIdleMs } = settings
  const http = createServiceHttp({ url: parseAddress(url), idleMs, clock, ...(secret === undefined ? {} : { secret }) })
  return {
    name: 'rasa',
    async understand(alternatives, _expectation, context, signal) {
      const heard = alternatives.map(({ text }) => text)
      const text = heard[0] ?? ''
      const parsed = readAs(parseSchema, await readJson(await http.post({ text: text.slice(0, longestText) }, 'application/json', signal), answerCapBytes))
      if (!parsed.success)
        throw new RuntimeError('RUNTIME_SERVICE_ANSWER_INVALID', 'The answer of the understanding service has not the shape of /model/parse.', { cause: parsed.error })
      const { proposal, losing } = proposalOf(parsed.data, text, context, settings)
      return admit(proposal, heard, context, { by: 'service', service: 'rasa', losing })
    },
    close: () => http.close(),
  }
}
