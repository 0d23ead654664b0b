import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { CallMeters } from './call/call-meters.js'
import { createBoundedLabel } from './watch/bounded-label.js'
import type { JournalMeters } from './watch/watched-journal.js'
import { isOutcome } from './watch/turn-outcomes.js'
import { serviceUse } from './understanding/service-use.js'

/** What the gauges read when somebody asks. */
export interface MetricSources {
  activeCalls(): number
  queueLengths(): ReadonlyMap<string, number>
  /** Appends that are not committed yet, and the age of the oldest. */
  journal(): { readonly waitingCount: number; readonly lagSeconds: number }
}

export interface RuntimeMetrics extends CallMeters, JournalMeters {
  readonly registry: Registry
  readonly callStarted: (flow: string) => void
  readonly callEnded: (disposition: string) => void
}

/** Of work within a turn: a caller waits for it. */
const workBuckets = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 5]

/** Prometheus metrics of one runtime; each has its own registry. */
export function createMetrics(sources: MetricSources): RuntimeMetrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'callchart_' })
  const started = new Counter({ name: 'callchart_calls_started_total', help: 'Calls created', labelNames: ['flow'], registers })
  const ended = new Counter({
    name: 'callchart_calls_ended_total',
    help: 'Calls over, by how they ended',
    labelNames: ['disposition'],
    registers,
  })
  const turns = new Counter({ name: 'callchart_turns_total', help: 'Turns over, by their outcome', labelNames: ['outcome'], registers })
  const noMatches = new Counter({ name: 'callchart_no_match_total', help: 'Utterances that were not understood', registers })
  const served = new Counter({
    name: 'callchart_service_understandings_total',
    help: 'Utterances put to an outside understanding service, by what came of it',
    labelNames: ['service', 'outcome'],
    registers,
  })
  const ambiguous = new Counter({ name: 'callchart_ambiguous_total', help: 'Utterances that might mean either of two intents, so that the caller was asked which', registers })
  const noInputs = new Counter({ name: 'callchart_no_input_total', help: 'Turns in which the caller stayed silent', registers })
  const requests = new Counter({
    name: 'callchart_requests_total',
    help: 'HTTP requests of flows, by outcome',
    labelNames: ['outcome'],
    registers,
  })
  const effects = new Counter({
    name: 'callchart_effects_total',
    help: 'Numbers put on the do-not-call list, messages kept and questions for calendars, by outcome',
    labelNames: ['type', 'outcome'],
    registers,
  })
  const appends = new Histogram({
    name: 'callchart_journal_append_seconds',
    help: 'Time until a journal append is committed',
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5],
    registers,
  })
  const appendFailures = new Counter({ name: 'callchart_journal_failures_total', help: 'Journal appends that were not committed, by code', labelNames: ['code'], registers })
  const stageTimes = new Histogram({
    name: 'callchart_stage_seconds',
    help: 'Of the work on the outcome of a turn, by stage: wait (for the call to be free), understand, decide (the chart), journal, perform',
    labelNames: ['stage'],
    buckets: workBuckets,
    registers,
  })
  const outcomeTimes = new Histogram({ name: 'callchart_outcome_seconds', help: 'From the arrival of the outcome of a turn until all that follows from it is done', buckets: workBuckets, registers })
  const queueWaits = new Histogram({
    name: 'callchart_queue_wait_seconds',
    help: 'How long callers were on their way to a human of a queue, by how that ended: connected, abandoned (the caller has gone), or the way out of the flow',
    labelNames: ['queue', 'outcome'],
    buckets: [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800],
    registers,
  })
  const transfers = new Counter({ name: 'callchart_transfers_total', help: 'Transfers to humans, by target and by how they ended, or connected', labelNames: ['target', 'outcome'], registers })
  const labels = { flow: createBoundedLabel(), queue: createBoundedLabel(), outcome: createBoundedLabel() }
  new Gauge({
    name: 'callchart_journal_waiting',
    help: 'Appends of calls to the journal that are not committed yet',
    registers,
    collect() {
      this.set(sources.journal().waitingCount)
    },
  })
  new Gauge({
    name: 'callchart_journal_lag_seconds',
    help: 'Since when the oldest append waits that is not committed yet',
    registers,
    collect() {
      this.set(sources.journal().lagSeconds)
    },
  })
  new Gauge({
    name: 'callchart_calls_active',
    help: 'Calls that this runtime holds',
    registers,
    collect() {
      this.set(sources.activeCalls())
    },
  })
  new Gauge({
    name: 'callchart_queue_length',
    help: 'Callers who wait for a human',
    labelNames: ['queue'],
    registers,
    collect() {
      this.reset()
      for (const [queue, length] of sources.queueLengths()) this.inc({ queue: labels.queue(queue) }, length)
    },
  })
  return {
    registry,
    callStarted: (flow) => started.inc({ flow: labels.flow(flow) }),
    callEnded: (disposition) => ended.inc({ disposition: labels.outcome(disposition) }),
    understood({ type, why }) {
      if (type === 'no-match') noMatches.inc()
      if (type === 'ambiguous') ambiguous.inc()
      const use = serviceUse(why)
      if (use !== undefined) served.inc(use)
    },
    appended: (seconds) => appends.observe(seconds),
    appendFailed: (code) => appendFailures.inc({ code }),
    requestSettled: (outcome) => requests.inc({ outcome: labels.outcome(outcome) }),
    effectSettled: (type, outcome) => effects.inc({ type, outcome: labels.outcome(outcome) }),
    outcomeTaken(seconds, stagesMs) {
      outcomeTimes.observe(seconds)
      for (const [stage, ms] of stagesMs) stageTimes.observe({ stage }, ms / 1_000)
    },
    transferSettled({ target, queue, outcome, waitedMs }) {
      const ended = labels.outcome(outcome)
      transfers.inc({ target, outcome: ended })
      if (queue !== undefined) queueWaits.observe({ queue: labels.queue(queue), outcome: ended }, waitedMs / 1_000)
    },
    factTaken(fact) {
      if (!isOutcome(fact)) return
      turns.inc({ outcome: fact.type })
      if (fact.type === 'no-input') noInputs.inc()
    },
  }
}
