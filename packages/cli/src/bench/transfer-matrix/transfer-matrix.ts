import { matrixCells, transferModes, type MatrixCell, type TransferMode } from './cells.js'
import { matrixFlow, neverCalendar } from './matrix-flow.js'
import { runCell, type CellParts, type CellResult } from './run-cell.js'

interface Placed {
  readonly cell: MatrixCell
  readonly mode: TransferMode
}

const placed = (): readonly Placed[] => transferModes.flatMap((mode) => matrixCells(mode).map((cell) => ({ cell, mode })))

/** Files of the flows that the matrix calls, by name. */
export const transferMatrixFiles = (): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(placed().map(({ cell, mode }) => matrixFlow(cell, mode)).map((flow) => [`${flow.id}.flow.json`, flow])),
  'never.calendar.json': neverCalendar,
})

export interface MatrixOptions extends CellParts {
  readonly rounds: number
  /** Calls side by side; the same cell never meets itself. */
  readonly concurrency: number
  /** Cells of this name alone, in both modes. */
  readonly only?: string
  readonly onResult?: (result: CellResult) => void
}

/** Calls every cell of the transfer matrix so many times. */
export async function runTransferMatrix({ rounds, concurrency, only, onResult, ...parts }: MatrixOptions): Promise<CellResult[]> {
  const results: CellResult[] = []
  for (let round = 0; round < rounds; round += 1) {
    const open = placed().filter(({ cell }) => only === undefined || cell.name === only)
    const worker = async (): Promise<void> => {
      for (let next = open.shift(); next !== undefined; next = open.shift()) {
        const result = await runCell(next.cell, next.mode, parts).catch((error: unknown) => brokenOff(next, error))
        results.push(result)
        onResult?.(result)
      }
    }
    await Promise.all(Array.from({ length: concurrency }, worker))
  }
  return results
}

const brokenOff = ({ cell, mode }: Placed, error: unknown): CellResult => ({
  cell: cell.name,
  mode,
  faults: [error instanceof Error ? error.message : String(error)],
})
