import type { BuiltInIntent, KeyIntent } from '@callchart/protocol'

/** What callers say for a key intent or a built-in answer, and what only sounds like it. */
export interface KeyIntentCases {
  readonly means: readonly string[]
  readonly doesNot: readonly string[]
}

export type CasesOf = Readonly<Partial<Record<KeyIntent | BuiltInIntent, KeyIntentCases>>>

/** One case a line. */
export function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** Every third case is set aside: detectors are tuned on the others only. */
export function developed(cases: readonly string[]): string[] {
  return cases.filter((_, index) => index % 3 !== 2)
}

export function setAside(cases: readonly string[]): string[] {
  return cases.filter((_, index) => index % 3 === 2)
}
