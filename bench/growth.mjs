/**
 * How the app grows with its calls and the chart with its nodes. Of the media, `npm run bench -- bridge --calls 1,10,100,200` tells the same.
 *
 *   npm run bench -- growth [--calls 1,10,100,200,400] [--nodes 10,50,100,500,1000,2000] [--seconds 10] [--draw]
 */
import { growCalls, growNodes } from '@callchart/cli'
import { numberOf, numbersOf } from '../bin/options.mjs'
import { drawLines } from './draw.mjs'
import { table } from './table.mjs'
import { writeUp } from './write-up.mjs'

const mostWaitPercent = 10

export const bench = {
  summary: 'the app by its calls, the chart by its nodes',
  options: {
    calls: { type: 'string', default: '1,10,100,200,400' },
    nodes: { type: 'string', default: '10,50,100,500,1000,2000' },
    seconds: { type: 'string', default: '10' },
    draw: { type: 'boolean', default: false },
  },
  run: async ({ draw, ...values }, note) => {
    const [sizes, lengthMs] = [numbersOf(values, 'calls'), numberOf(values, 'seconds') * 1_000]
    const byNodes = growNodes(numbersOf(values, 'nodes'), note)
    const byCalls = sizes.length === 0 ? [] : await growCalls(sizes, lengthMs, note)
    const cpuWaitPercent = Math.max(0, ...byCalls.map((point) => point.cpuWaitPercent))
    const result = { byCalls, byNodes, cpuWaitPercent, void: cpuWaitPercent > mostWaitPercent }
    const words = describe(byCalls, byNodes)
    if (draw && !result.void) drawAll(byCalls, byNodes, words)
    return { result, table: words }
  },
}

const line = (name, points, xOf, yOf) => ({ name, points: points.map((point) => [xOf(point), yOf(point)]) })

const drawAll = (byCalls, byNodes, words) => {
  const calls = ({ calls: count }) => count
  const count = ({ nodes }) => nodes
  if (byCalls.length > 0)
    drawLines('calls', { title: 'A turn in the app, from the utterance to the next turn', xTitle: 'calls at once', yTitle: 'ms' }, [
      line('p50', byCalls, calls, ({ turnMs }) => turnMs.p50),
      line('p95', byCalls, calls, ({ turnMs }) => turnMs.p95),
      line('p99', byCalls, calls, ({ turnMs }) => turnMs.p99),
    ])
  if (byNodes.length > 0)
    drawLines('nodes', { title: 'A step of the chart', xTitle: 'nodes of the flow', yTitle: 'µs' }, [
      line('step p50', byNodes, count, ({ stepUs }) => stepUs.p50),
      line('step p95', byNodes, count, ({ stepUs }) => stepUs.p95),
      line('start p50', byNodes, count, ({ startUs }) => startUs.p50),
    ])
  writeUp('growth', words, [
    ...(byCalls.length > 0 ? [{ file: 'calls', shows: 'A turn in the app, by the calls at once' }] : []),
    ...(byNodes.length > 0 ? [{ file: 'nodes', shows: 'A step of the chart, by the nodes of the flow' }] : []),
  ])
}

const describe = (byCalls, byNodes) =>
  [
    table(
      ['calls', 'turn in the app p50, ms', 'p95', 'p99', 'turns', 'CPU of the app a turn, ms', 'memory a call, KB', 'waited for CPU'],
      byCalls.map(({ calls, turnMs, appCpuPerTurnMs, memoryPerCallKb = '–', cpuWaitPercent }) => [calls, turnMs.p50, turnMs.p95, turnMs.p99, turnMs.count, appCpuPerTurnMs, memoryPerCallKb, `${cpuWaitPercent} %`]),
    ),
    '',
    table(
      ['nodes', 'compile, ms', 'ready for calls, ms', 'start of a call p50, µs', 'step p50, µs', 'step p99, µs'],
      byNodes.map(({ nodes, compileMs, readyMs, startUs, stepUs }) => [nodes, compileMs, readyMs, startUs.p50, stepUs.p50, stepUs.p99]),
    ),
  ].join('\n')
