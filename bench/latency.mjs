/**
 * Spoken turns of a whole system with the embedded engines, part by part, and the greeting; of the callers 15 % speak at a time.
 *
 *   npm run bench -- latency [--calls 1,10,50] [--seconds 30] [--no-ahead] [--draw]
 *
 * `fixed` questions have been heard before, `fresh` ones never. `--no-ahead` leaves out what is spoken before it is needed; `--draw` writes table and picture into
 * docs/performance.md; sizes that were drawn on the same machine and day stay in them, so each can have a run of its own.
 */
import { benchTurns } from '@callchart/cli'
import { numberOf, numbersOf } from '../bin/options.mjs'
import { keepMeasured } from './kept.mjs'
import { drawStages } from './draw.mjs'
import { table } from './table.mjs'
import { writeUp } from './write-up.mjs'

const partNames = {
  endpointSilence: 'endpoint silence',
  recogniser: 'recogniser final',
  wait: 'wait for the call',
  understand: 'understanding',
  decide: 'chart',
  journal: 'journal',
  perform: 'perform (behind the command)',
  wire: 'to the app and back',
  synthesis: 'synthesis',
  firstFrame: 'first frame',
  total: '**beyond the silence**',
}
const drawn = ['recogniser', 'wait', 'understand', 'decide', 'journal', 'wire', 'synthesis', 'firstFrame']

export const bench = {
  summary: 'what each part of a spoken turn takes, at 1, 10 and 50 calls',
  options: {
    calls: { type: 'string', default: '1,10,50' },
    seconds: { type: 'string', default: '30' },
    'no-ahead': { type: 'boolean', default: false },
    draw: { type: 'boolean', default: false },
  },
  run: async ({ 'no-ahead': noAhead, draw, ...values }, note) => {
    const result = await benchTurns({ sizes: numbersOf(values, 'calls'), lengthMs: numberOf(values, 'seconds') * 1_000, speaksAhead: !noAhead, note })
    if (draw && !result.void) draws(result, noAhead)
    return { result, table: describe(result) }
  },
}

/** @param isBare without what is spoken beforehand: a page of its own */
const draws = (result, isBare) => {
  const name = isBare ? 'turns-unprepared' : 'turns'
  const drawnRounds = keepMeasured(name, result.rounds, ({ calls, prompts }) => `${calls} ${prompts}`).sort((left, right) => left.calls - right.calls || left.prompts.localeCompare(right.prompts))
  const rows = drawnRounds.map(({ calls: count, prompts, parts }) => ({
    name: `${count} call${count === 1 ? '' : 's'}, ${prompts}`,
    parts: drawn.map((part) => ({ name: partNames[part], ms: parts[part].p95 })),
    totalMs: parts.total.p95,
  }))
  drawStages(name, 'Beyond the endpoint silence, p95 of each part', rows)
  writeUp(name, describe({ ...result, rounds: drawnRounds }), [{ file: name, shows: 'What each part of the answer takes, by calls and prompts' }])
}

const spread = ({ p50, p95, p99 }) => [p50, p95, p99].map((ms) => (Number.isFinite(ms) ? ms.toFixed(1) : '–')).join(' / ')

const describe = ({ rounds, rawLimits, rawWayMs }) =>
  [
    table(
      ['p50 / p95 / p99, ms', ...rounds.map(({ calls, prompts }) => `${calls}, ${prompts}`)],
      [
        ...Object.entries(partNames).map(([part, name]) => [name, ...rounds.map(({ parts }) => spread(parts[part]))]),
        ['greeting', ...rounds.map(({ greetingMs }) => spread(greetingMs))],
        ['voice to voice, heard by the caller', ...rounds.map(({ voiceToVoiceMs }) => spread(voiceToVoiceMs))],
        ['turns', ...rounds.map(({ turns }) => turns)],
        ['speech, % of the time', ...rounds.map(({ speechPercent }) => speechPercent)],
        ['waited for CPU', ...rounds.map(({ cpuWaitPercent, waitedLongest }) => `${cpuWaitPercent} % (${waitedLongest})`)],
      ],
    ),
    `\nThe raw way (one WebSocket and two gRPC round trips) takes ${rawWayMs} ms at p95: ${rounds.map(({ calls, prompts, parts }) => `${(parts.total.p95 / rawWayMs).toFixed(1)} times that at ${calls}, ${prompts}`).join('; ')}.`,
    `WebSocket round trip ${spread(rawLimits.wsRoundTripMs)} ms, gRPC ${spread(rawLimits.grpcRoundTripMs)} ms.`,
  ].join('\n')
