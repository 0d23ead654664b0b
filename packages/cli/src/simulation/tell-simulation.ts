import type { SimulationReport } from '@callchart/flow'

const mostTold = 12

const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1).padStart(5)} %`
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

const ends = ({ ends: all, callCount }: SimulationReport): string => all.map(({ name, count }) => `  ${percent(count, callCount)}  ${name}\n`).join('')

const paths = ({ paths: all, pathCount, callCount }: SimulationReport): string =>
  `Paths (${pathCount} different ones)\n${all.slice(0, mostTold).map(({ nodes, count }) => `  ${percent(count, callCount)}  ${nodes.join(' > ')}\n`).join('')}`

const nodes = ({ nodes: all, callCount }: SimulationReport): string =>
  `Nodes (calls that enter, entries a call, callers who hang up there)\n${[...all]
    .filter(({ entries }) => entries > 0)
    .sort((left, right) => right.calls - left.calls)
    .map(({ id, calls, entries, dropOffs }) => `  ${percent(calls, callCount)}  ${(entries / callCount).toFixed(2).padStart(6)}  ${percent(dropOffs, calls)}  ${id}\n`)
    .join('')}`

const unreached = ({ unreachedNodes, untakenTransitions, untakeable }: SimulationReport): string =>
  [
    `Nodes that no call enters: ${unreachedNodes.length === 0 ? 'none' : unreachedNodes.join(', ')}`,
    `Transitions that no call takes: ${untakenTransitions.length}${untakenTransitions.length === 0 ? '' : `: ${untakenTransitions.slice(0, mostTold).map((id) => `"${id.trim()}"`).join(', ')}${untakenTransitions.length > mostTold ? ', …' : ''}`}`,
    `Transitions that no call can take: ${untakeable.length} (see "callchart paths")`,
  ].join('\n')

/** The report of many calls as text. */
export const tellSimulation = (report: SimulationReport): string => {
  const { flow, callCount, behaviour, seed, averageTurns, averageMs, longest, longestMs } = report
  return `${callCount} calls to ${flow}, ${behaviour} callers, seed ${seed}

Ends
${ends(report)}
${averageTurns} turns and ${seconds(averageMs)} a call; most turns: ${longest.turnCount} in ${seconds(longest.durationMs)}; longest: ${seconds(longestMs)}

${paths(report)}
${nodes(report)}
${unreached(report)}
`
}
