import { describe, expect, it } from 'vitest'
import { behaviouralEdits, cosmeticEdits } from './scripted-edits.js'
import type { ScriptedEdit } from './scripted-edits/edit.js'
import { comesTo, differencesIn, recordCalls, type RecordedCall } from './scripted-edits/lockstep.js'
import { isSameChart, observedManifest } from './scripted-edits/observed.js'
import { observedOf } from './scripted-edits/scripted-call.js'
import { exploredVersion, newerOf, olderOf } from './scripted-edits/versions.js'

const callCount = 300

/** Calls of a version are the same for every edit that is made to it. */
const recorded = new Map<string, readonly RecordedCall[]>()
const callsOf = (edit: ScriptedEdit): readonly RecordedCall[] => {
  const older = olderOf(edit)
  const key = edit.given === undefined ? edit.flow : edit.name
  const known = recorded.get(key) ?? recordCalls(exploredVersion(older), callCount)
  recorded.set(key, known)
  return known
}

describe('a behavioural edit shows', () => {
  it.each(behaviouralEdits)('$flow: $name', (edit) => {
    const [older, newer] = [olderOf(edit), newerOf(edit)]

    if (edit.shown === 'manifest') expect(observedManifest(exploredVersion(newer).compiled)).not.toBe(observedManifest(exploredVersion(older).compiled))
    else expect(observedOf(newer, edit.shown)).not.toEqual(observedOf(older, edit.shown))
  })
})

describe('a cosmetic edit shows in none of 300 random calls', () => {
  it.each(cosmeticEdits)('$flow: $name', (edit) => {
    const [older, newer] = [exploredVersion(olderOf(edit)), exploredVersion(newerOf(edit))]

    expect(observedManifest(newer.compiled, edit.renamed)).toBe(observedManifest(older.compiled))
    if (isSameChart(older.compiled, newer.compiled)) return

    const calls = callsOf(edit)
    if (edit.doneAt !== undefined) expect(calls.filter((call) => comesTo(edit.doneAt ?? '', call)).length, `calls that come to "${edit.doneAt}"`).toBeGreaterThan(0)
    expect(differencesIn(newer, calls, edit.renamed)).toEqual([])
  })
})

it('has enough of both, each with a name of its own', () => {
  const names = [...behaviouralEdits, ...cosmeticEdits].map(({ flow, name }) => `${flow}: ${name}`)

  expect(behaviouralEdits.length).toBeGreaterThanOrEqual(35)
  expect(cosmeticEdits.length).toBeGreaterThanOrEqual(35)
  expect(new Set(names).size).toBe(names.length)
})
