import type { ToldRuns, ToldStep } from '@callchart/runtime'

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

/** A call step by step: when, what came, where the call then was, and what was to be done. */
export function timeTravelText(callId: string, { recorded, draft }: ToldRuns): string {
  const parts = [`call ${callId} as it was\n${stepsText(recorded)}`]
  if (draft !== undefined) parts.push(`on the draft\n${stepsText(draft)}`)
  return parts.join('\n')
}

function stepsText(steps: readonly ToldStep[]): string {
  const from = steps[0]?.at ?? 0
  return steps
    .map(({ step, at, event, nodes, effects, state }) => {
      const led = nodes.length === 0 ? '' : `  (${nodes.join(' > ')})`
      return `${String(step).padStart(4)} ${seconds(at - from).padStart(9)}  ${event}\n${' '.repeat(16)}in ${state}${led}\n${effects.map((effect) => `${' '.repeat(18)}${effect}\n`).join('')}`
    })
    .join('')
}
