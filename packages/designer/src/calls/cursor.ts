import type { CallStep } from '@callchart/protocol'

/** Values of the variables after a step, those of which anything is known. */
export function variablesAt(steps: readonly CallStep[], index: number): Readonly<Record<string, unknown>> {
  return Object.assign({}, ...steps.slice(0, index + 1).map(({ variables }) => variables)) as Record<string, unknown>
}

/** The step to which a line of the transcript belongs: the first after which it was there. */
export function stepOfLine(steps: readonly CallStep[], line: number): number {
  const found = steps.findIndex(({ transcriptLength }) => transcriptLength > line)
  return found < 0 ? steps.length - 1 : found
}

/** A cursor that nobody has moved stands at the end, and goes on with a call that runs. */
export const cursorAt = (steps: readonly CallStep[], chosen: number | undefined): number => (chosen === undefined ? steps.length - 1 : Math.min(chosen, steps.length - 1))
