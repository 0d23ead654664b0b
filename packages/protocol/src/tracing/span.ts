/** A value that may stand in a span: never what a caller said, typed or is called by. */
export type SpanAttribute = string | number | boolean

/** What happened within a span, at one moment. */
export interface SpanEvent {
  readonly name: string
  /** Milliseconds since the epoch, with fractions. */
  readonly atMs: number
}

/** A piece of work that is over, as a trace shows it. A call is one trace, whichever processes worked on it. */
export interface FinishedSpan {
  /** 32 hex digits: `traceIdOf` the call. */
  readonly traceId: string
  /** 16 hex digits: `spanIdOf` what it tells of. */
  readonly spanId: string
  /** Absent: the call itself. */
  readonly parentSpanId?: string
  readonly name: string
  /** `client`: it waited for somebody outside. */
  readonly kind: 'internal' | 'server' | 'client'
  /** Milliseconds since the epoch, with fractions. */
  readonly startMs: number
  readonly endMs: number
  readonly attributes: Readonly<Record<string, SpanAttribute>>
  readonly events?: readonly SpanEvent[]
  /** Set where it did not come to what it was for: a code or a word of ours. */
  readonly error?: string
}

/** Where finished spans go; whoever has none pays nothing. */
export interface Tracing {
  /** Share of the calls that are traced, 0..1: the same calls in every process. */
  readonly sampleRatio: number
  /** Takes it over at once; never throws. */
  record(span: FinishedSpan): void
}
