/**
 * What short calls leave behind in the memory of the bridge.
 *
 *   npm run bench -- calls [--count 100000] [--readings 20]
 */
import { benchShortCalls } from '@callchart/cli'
import { wholeOf } from '../bin/options.mjs'
import { table } from './table.mjs'

const megabytes = (bytes) => (bytes / 1_048_576).toFixed(1)

export const bench = {
  summary: 'memory of the bridge over many short calls',
  options: { count: { type: 'string', default: '100000' }, readings: { type: 'string', default: '20' } },
  run: async (values, note) => {
    const result = await benchShortCalls({ count: wholeOf(values, 'count'), readings: wholeOf(values, 'readings'), note })
    return { result, table: describe(result) }
  },
}

const describe = ({ calls, callsPerSecond, cpuMsPerCall, lostCalls, slopeBytesPerCall, rssSlopeBytesPerCall, readings }) =>
  [
    table(
      ['calls', 'heap and buffers, MB', 'resident, MB'],
      readings.map((reading) => [reading.calls, megabytes(reading.usedBytes), megabytes(reading.rssBytes)]),
    ),
    `\n${calls} calls, ${callsPerSecond} a second, ${cpuMsPerCall} ms of CPU each; ${lostCalls} ended by themselves.`,
    `A call leaves ${slopeBytesPerCall} bytes of heap and buffers, ${rssSlopeBytesPerCall} bytes resident (slope, the first fifth left out).`,
  ].join('\n')
