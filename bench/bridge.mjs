/**
 * CPU of the media bridge for a call, everything on, against a bare WebSocket to gRPC pass-through under the same callers.
 *
 *   npm run bench -- bridge [--calls 100,200] [--rounds 2] [--warm 5] [--seconds 12] [--profile] [--node-flags=--max-semi-space-size=32]
 */
import { benchBridge } from '@callchart/cli'
import { numberOf, numbersOf, wholeOf } from '../bin/options.mjs'
import { table } from './table.mjs'

export const bench = {
  summary: 'calls that a bridge process carries, against a bare pass-through',
  options: {
    calls: { type: 'string', default: '100,200' },
    rounds: { type: 'string', default: '2' },
    warm: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '12' },
    profile: { type: 'boolean', default: false },
    'node-flags': { type: 'string', default: '' },
  },
  run: async (values, note) => {
    const result = await benchBridge({
      sizes: numbersOf(values, 'calls'),
      rounds: wholeOf(values, 'rounds'),
      warmMs: numberOf(values, 'warm') * 1_000,
      measureMs: numberOf(values, 'seconds') * 1_000,
      isProfiled: values.profile,
      bridgeFlags: values['node-flags'].split(' ').filter((flag) => flag !== ''),
      note,
    })
    return { result, table: describe(result) }
  },
}

const describe = ({ sizes, stages, functions, memoryPerCallKb, rssPerCallKb, ...last }) =>
  [
    table(
      ['calls', 'ratio', 'ours, µs a frame', 'pass-through', 'calls a core at 70 %', 'pass-through', 'frames late p99, ms', 'gaps at the switch p99, ms', 'waited for CPU'],
      sizes.map((size) => [
        size.calls,
        size.ratio,
        size.oursUsPerFrame,
        size.naiveUsPerFrame,
        size.callsPerCore,
        size.naiveCallsPerCore,
        size.frameLatenessP99Ms,
        size.gapP99Ms,
        `${size.cpuWaitPercent} %`,
      ]),
    ),
    `\nA frame is 20 ms of a call, in and out. ${last.speechPercent} % of the time callers speak; ${sizes.map(({ utterances, calls }) => `${utterances} utterances at ${calls} calls`).join(', ')}.`,
    `Memory of a call beyond the first: ${memoryPerCallKb} KB of heap and buffers, ${rssPerCallKb} KB resident.`,
    ...(stages.length === 0 ? [] : ['', table(['stage', 'µs a frame'], stages.map(({ stage, usPerFrame }) => [stage, usPerFrame])), '', table(['function', 'µs a frame'], functions.map(({ stage, usPerFrame }) => [stage, usPerFrame]))]),
  ].join('\n')
