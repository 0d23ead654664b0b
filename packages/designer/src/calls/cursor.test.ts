import type { CallStep } from '@callchart/protocol'
import { describe, expect, it } from 'vitest'
import { cursorAt, stepOfLine, variablesAt } from './cursor.js'

const step = (variables: CallStep['variables'], transcriptLength: number): CallStep => ({ step: 1, atMs: 0, event: { type: 'no-input' }, nodes: [], variables, effects: [], pathLength: 0, transcriptLength })
const steps = [step({ a: 1, b: 1 }, 2), step({}, 2), step({ a: 2 }, 4)]

describe('the cursor of a call', () => {
  it('knows every value up to its step', () => {
    expect(variablesAt(steps, 1)).toEqual({ a: 1, b: 1 })
    expect(variablesAt(steps, 2)).toEqual({ a: 2, b: 1 })
  })

  it('finds the step in which something was said', () => {
    expect([0, 1, 2, 3, 9].map((line) => stepOfLine(steps, line))).toEqual([0, 0, 2, 2, 2])
  })

  it('stands at the end until somebody moves it', () => {
    expect(cursorAt(steps, undefined)).toBe(2)
    expect(cursorAt(steps, 0)).toBe(0)
    expect(cursorAt(steps, 7)).toBe(2)
    expect(cursorAt([], undefined)).toBe(-1)
  })
})
