import { describe, expect, it } from 'vitest'
import { behaviouralEdits, cosmeticEdits } from '../fixtures/scripted-edits.js'
import { newerOf, olderOf } from '../fixtures/scripted-edits/versions.js'
import type { BehaviourChange } from './behaviour-change.js'
import { diffFlows } from './diff-flows.js'

/** The node itself, within a sub-flow too, or the part of the document by its name. */
const isNamedIn = ({ nodeId, aspect, sentence }: BehaviourChange, name: string): boolean =>
  nodeId === name || nodeId?.endsWith(`.${name}`) === true || `${aspect} ${sentence.en}`.includes(name)

describe('a scripted edit that shows in a call is told', () => {
  it.each(behaviouralEdits)('$flow: $name', (edit) => {
    const changes = diffFlows(olderOf(edit), newerOf(edit))

    expect(changes).not.toEqual([])
    if (edit.noticedAt !== undefined) expect(changes.filter((change) => isNamedIn(change, edit.noticedAt ?? '')), JSON.stringify(changes)).not.toEqual([])
  })
})

describe('a scripted edit that shows in no call is not', () => {
  it.each(cosmeticEdits)('$flow: $name', (edit) => {
    expect(diffFlows(olderOf(edit), newerOf(edit))).toEqual([])
  })
})
