import { CodedError } from '@callchart/protocol'
import type { Arbitrary } from 'fast-check'

/** One parser of what comes from outside, and what is thrown at it. */
export interface FuzzTarget {
  readonly name: string
  readonly inputs: Arbitrary<Buffer>
  /** Gives the input to the parser. @throws whatever it should not: what it may throw is caught in here */
  take(input: Buffer): void
  /** CPU time that one input may take; absent: `usualCpuMs`. */
  readonly mostCpuMs?: number
}

export const usualCpuMs = 100

type ErrorClass = abstract new (...given: never[]) => Error

/** Runs the work, which may refuse its input by an error with a code, or one of these. */
export function mayRefuse<Result>(work: () => Result, ...also: readonly ErrorClass[]): Result | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof CodedError || also.some((known) => error instanceof known)) return undefined
    throw error
  }
}

/** What must hold of the result, whatever was given. */
export function mustHold(holds: boolean, what: string): void {
  if (!holds) throw new Error(`It does not hold that ${what}`)
}
