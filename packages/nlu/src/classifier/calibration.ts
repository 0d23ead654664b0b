/** What is known of one class as the meaning of one utterance. */
export interface Standing {
  /** The class's margin: 1 or more is deep inside it, -1 or less deep outside. */
  readonly margin: number
  /** Its margin less the best other one; negative for all but the best class. */
  readonly gap: number
  /** Share of the utterance's words that no sample holds, 0..1. */
  readonly unknownShare: number
}

/** The chance that a class is right is the logistic function of these times a standing, plus the constant. */
export interface Calibration {
  readonly margin: number
  readonly gap: number
  readonly unknownShare: number
  readonly constant: number
}

/** A standing that an unseen utterance had, and whether the class was right. */
export interface Trial extends Standing {
  readonly isRight: boolean
}

/** What flows have in common; a flow's own phrases move it as far as there are many of them. Fitted on the development parts of public sets. */
const usual: readonly number[] = [1.9, 2.2, -1.8, 0.1]
/** As many trials as what is usual weighs. */
const strength = 12
const newtonSteps = 12

const inputsOf = ({ margin, gap, unknownShare }: Standing): number[] => [margin, gap, unknownShare, 1]
const logistic = (sum: number): number => 1 / (1 + Math.exp(-sum))
const dot = (left: readonly number[], right: readonly number[]): number => left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0)
const asList = ({ margin, gap, unknownShare, constant }: Calibration): number[] => [margin, gap, unknownShare, constant]

/** The chance that a class is right, 0..1. */
export function confidenceOf(calibration: Calibration, standing: Standing): number {
  return logistic(dot(asList(calibration), inputsOf(standing)))
}

/** Solves a small system by elimination; the matrix is symmetric and positive, so that no pivot is 0. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0])
  for (const [at, pivot] of rows.entries()) {
    const head = pivot[at] ?? 1
    for (const [other, row] of rows.entries()) {
      if (other === at) continue
      const factor = (row[at] ?? 0) / head
      rows[other] = row.map((value, column) => value - factor * (pivot[column] ?? 0))
    }
  }
  return rows.map((row, at) => (row.at(-1) ?? 0) / (row[at] ?? 1))
}

/** Logistic regression by Newton's method, held to what is usual. */
export function fitCalibration(trials: readonly Trial[]): Calibration {
  let at = [...usual]
  for (let step = 0; step < newtonSteps; step += 1) {
    const slope = at.map((value, index) => strength * (value - (usual[index] ?? 0)))
    const bend = at.map((_, row) => at.map((__, column): number => (row === column ? strength : 0)))
    for (const trial of trials) {
      const inputs = inputsOf(trial)
      const chance = logistic(dot(at, inputs))
      const error = chance - (trial.isRight ? 1 : 0)
      const weight = chance * (1 - chance)
      inputs.forEach((left, row) => {
        slope[row] = (slope[row] ?? 0) + error * left
        const line = bend[row]
        if (line) inputs.forEach((value, column) => (line[column] = (line[column] ?? 0) + weight * left * value))
      })
    }
    const change = solve(bend, slope)
    at = at.map((value, index) => value - (change[index] ?? 0))
  }
  const [margin = 0, gap = 0, unknownShare = 0, constant = 0] = at.map((value) => Math.round(value * 1e4) / 1e4)
  return { margin, gap, unknownShare, constant }
}
