import { readFileSync } from 'node:fs'
import { z } from 'zod'

const percent = z.number().min(0).max(100)
const schema = z.record(z.string(), z.strictObject({ states: percent, transitions: percent }))

/** Least shares in percent, by the id of the flow. */
export type Thresholds = Readonly<Record<string, { readonly states: number; readonly transitions: number }>>

/** Why there are no thresholds, with the code of docs/errors.md in front. */
export interface UnreadThresholds {
  readonly problem: string
}

const unread = (what: string): UnreadThresholds => ({ problem: `FLOW_COVERAGE_INVALID: ${what}` })

const textOf = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Reads a file `{ "<flow>": { "states": 100, "transitions": 85 } }`. */
export const readThresholds = (path: string): { readonly thresholds: Thresholds } | UnreadThresholds => {
  const text = textOf(path)
  if (text === undefined) return unread(`${path} cannot be read: name the file of the thresholds in the options of the reporter.`)
  const parsed = schema.safeParse(jsonOf(text))
  if (parsed.success) return { thresholds: parsed.data }
  return unread(`${path} holds no thresholds: write { "<flow>": { "states": 100, "transitions": 85 } }. ${z.prettifyError(parsed.error)}`)
}
