/**
 * The app without media: how long a call waits for its journal, against a bare group commit of the same rows, and how many calls a second it starts.
 *
 *   npm run bench -- runtime [--events 500] [--seconds 8] [--rounds 3] [--starts 100,200,300] [--at-once 32] [--profile] [--draw]
 */
import { benchRuntime } from '@callchart/cli'
import { numberOf, numbersOf, wholeOf } from '../bin/options.mjs'
import { table } from './table.mjs'
import { writeUp } from './write-up.mjs'

export const bench = {
  summary: 'journal against a raw group commit, and calls started a second',
  options: {
    events: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    starts: { type: 'string', default: '100,200,300' },
    'at-once': { type: 'string', default: '32' },
    profile: { type: 'boolean', default: false },
    draw: { type: 'boolean', default: false },
  },
  run: async ({ profile, draw, ...values }, note) => {
    const result = await benchRuntime({
      eventsPerSecond: numberOf(values, 'events'),
      seconds: numberOf(values, 'seconds'),
      rounds: wholeOf(values, 'rounds'),
      startRates: numbersOf(values, 'starts'),
      atOnce: wholeOf(values, 'at-once'),
      isProfiled: profile,
      note,
    })
    const words = describe(result)
    if (draw && !result.void) writeUp('runtime', words)
    return { result, table: words }
  },
}

const row = (name, { p50, p95, p99, count }) => [name, p50, p95, p99, count]

const costs = (what, rows) => `\n${table([what, 'µs a call'], rows.map(({ stage, us }) => [stage, us]))}`

const describe = ({ eventsPerSecond, journalMs, rawMs, ratio, starts, most, cpuWaitPercent }) =>
  [
    table([`append at ${eventsPerSecond} events a second, ms`, 'p50', 'p95', 'p99', 'appends'], [row('journal', journalMs), row('raw group commit', rawMs)]),
    `\nAt p99 the journal takes ${ratio} times as long as the raw commit.\n`,
    table(
      ['calls a second', 'started a second', 'request to first turn p50, ms', 'p95', 'p99', 'CPU of the app, % of a core', 'of PostgreSQL', 'of the callers', 'of all else', 'waited for CPU'],
      [...starts, most].map(({ load, startedPerSecond, startMs, cpuPercent, cpuWaitPercent: waited }) => [
        load.perSecond ?? `as many as ${load.atOnce} callers can begin`,
        startedPerSecond,
        startMs.p50,
        startMs.p95,
        startMs.p99,
        cpuPercent.app,
        cpuPercent.database,
        cpuPercent.callers,
        cpuPercent.others,
        `${waited} %`,
      ]),
    ),
    `\nWaited for CPU, but for the last line, which is all that the machine gives: ${cpuWaitPercent} %.`,
    ...(most.profile === undefined ? [] : [costs('stage', most.profile.stages), costs('function', most.profile.functions)]),
  ].join('\n')
