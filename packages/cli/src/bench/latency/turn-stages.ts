import type { ToldSpan } from './spans.js'

/** Of a spoken turn, in the order in which they happen; `total` is from the endpoint to the first frame of the reply. */
export const turnParts = ['endpointSilence', 'recogniser', 'wait', 'understand', 'decide', 'journal', 'perform', 'wire', 'synthesis', 'firstFrame', 'total'] as const
export type TurnPart = (typeof turnParts)[number]

/** Milliseconds by part. */
export type TurnTimes = Readonly<Record<TurnPart, number>>

const appStages = ['wait', 'understand', 'decide', 'journal', 'perform'] as const

function groups(spans: readonly ToldSpan[], keyOf: (span: ToldSpan) => string): ToldSpan[][] {
  const found = new Map<string, ToldSpan[]>()
  for (const span of spans) {
    const group = found.get(keyOf(span))
    if (group === undefined) found.set(keyOf(span), [span])
    else group.push(span)
  }
  return [...found.values()]
}

/** Every spoken turn that was answered with a prompt. `wire` is what the way to the app and back took. */
export function turnsOf(spans: readonly ToldSpan[]): TurnTimes[] {
  return groups(spans, ({ traceId, parentSpanId }) => `${traceId} ${parentSpanId}`).flatMap((turn) => {
    const reply = turn.find(({ name }) => name === 'reply')
    const recognised = turn.find(({ name, attributes }) => name === 'recognise' && attributes['callchart.endpoint_silence_ms'] !== undefined)
    if (reply?.attributes['callchart.reply.after'] !== 'speech' || recognised === undefined) return []
    const told = (part: string): number => Number(reply.attributes[`callchart.reply.${part}_ms`] ?? 0)
    const app = Object.fromEntries(appStages.map((stage) => [stage, ownMs(turn, stage)])) as Record<(typeof appStages)[number], number>
    // What the app does after the command has gone out delays nobody.
    const inApp = app.wait + app.understand + app.decide + app.journal
    return [{
      ...app,
      endpointSilence: Number(recognised.attributes['callchart.endpoint_silence_ms']),
      recogniser: told('recogniser'),
      wire: Math.max(0, told('runtime') - inApp),
      synthesis: told('synthesis'),
      firstFrame: told('first_frame'),
      total: reply.endMs - reply.startMs,
    }]
  })
}

/** Without the stages that lie within it. */
function ownMs(turn: readonly ToldSpan[], stage: string): number {
  const lengthMs = ({ startMs, endMs }: ToldSpan): number => endMs - startMs
  const isWithin = (inner: ToldSpan, outer: ToldSpan): boolean => inner !== outer && inner.startMs >= outer.startMs && inner.endMs <= outer.endMs
  const stages = turn.filter(({ name }) => (appStages as readonly string[]).includes(name))
  return stages
    .filter(({ name }) => name === stage)
    .reduce((sum, outer) => sum + Math.max(0, lengthMs(outer) - stages.filter((inner) => isWithin(inner, outer)).reduce((within, inner) => within + lengthMs(inner), 0)), 0)
}

/** From the first media of each call to the first frame of its greeting. */
export function greetingsOf(spans: readonly ToldSpan[]): number[] {
  return groups(spans, ({ traceId }) => traceId).flatMap((call) => {
    const media = call.find(({ name }) => name === 'media')
    const first = Math.min(...call.flatMap(({ name, startMs }) => (name === 'prompt' ? [startMs] : [])))
    return media === undefined || first === Infinity ? [] : [first - media.startMs]
  })
}
