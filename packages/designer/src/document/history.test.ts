import { sameJson, type DraftDocument } from '@callchart/flow'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { commandKinds, type CommandKind } from './command.js'
import { begin, redo, run, undo, type History } from './history.js'
import { targetsOf } from './targets.js'
import { randomCommand } from './testing/random-command.js'
import { Draw, randomDocument } from './testing/random-document.js'

const operationCount = 200
const leastOfEachKind = 5

/** Kinds in a random order, each often enough; one that can do nothing now comes again later. */
function* kindsToRun(draw: Draw): Generator<CommandKind, void, boolean> {
  let idleCount = 0
  const left = draw.shuffled([...Array.from({ length: leastOfEachKind }, () => commandKinds).flat(), ...Array.from({ length: operationCount - leastOfEachKind * commandKinds.length }, () => draw.of(commandKinds))])
  while (left.length > 0) {
    const kind = left.shift() as CommandKind
    if (yield kind) idleCount = 0
    else {
      if ((idleCount += 1) > 1_000) throw new Error(`No ${kind} could be drawn.`)
      left.splice(draw.below(left.length + 1), 0, kind)
      yield draw.of(commandKinds)
    }
  }
}

function expectShared(before: DraftDocument, after: DraftDocument): void {
  const byId = new Map(before.nodes.map((node) => [node.id, node]))
  expect(after.nodes.filter((node) => byId.get(node.id) !== node && sameJson(byId.get(node.id), node))).toEqual([])
}

function expectWhole(document: DraftDocument): void {
  const ids = new Set(document.nodes.map(({ id }) => id))
  expect(ids.size).toBe(document.nodes.length)
  expect([...targetsOf(document)].filter((to) => !ids.has(to))).toEqual([])
  expect(Object.keys(document.layout ?? {}).filter((id) => !ids.has(id))).toEqual([])
  expect(document.nodes.filter(({ kind }) => kind === 'start')).toHaveLength(1)
}

interface Edited {
  readonly first: DraftDocument
  readonly history: History
  readonly counts: ReadonlyMap<CommandKind, number>
}

function editAtRandom(seed: number, pauseMs: () => number): Edited {
  const draw = new Draw(seed)
  const first = randomDocument(draw)
  const counts = new Map<CommandKind, number>()
  let history = begin(first)
  let at = 0
  const kinds = kindsToRun(draw)
  for (let next = kinds.next(); !next.done; ) {
    const kind = next.value
    const command = randomCommand(draw, history.document, kind)
    if (command !== undefined) {
      const before = history.document
      history = run(history, command, (at += pauseMs()))
      expectShared(before, history.document)
      expectWhole(history.document)
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
    }
    next = kinds.next(command !== undefined)
  }
  return { first, history, counts }
}

it('takes back and does again 200 random operations of every kind, and shares what they leave alone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0 }), (seed) => {
      const { first, history, counts } = editAtRandom(seed, () => 2_000)
      for (const kind of commandKinds) expect(counts.get(kind) ?? 0, kind).toBeGreaterThanOrEqual(leastOfEachKind)
      expect(history.done.length).toBeGreaterThanOrEqual(operationCount)

      let undone = history
      while (undone.done.length > 0) {
        const before = undone.document
        undone = undo(undone)
        expectShared(before, undone.document)
      }
      expect(undone.document).toEqual(first)

      let redone = undone
      while (redone.undone.length > 0) redone = redo(redone)
      expect(redone.document).toEqual(history.document)
    }),
    { numRuns: 5, seed: 20260 },
  )
})

it('comes back to the same where quick commands are undone together', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0 }), (seed) => {
      const pauses = new Draw(seed + 1)
      const { first, history } = editAtRandom(seed, () => pauses.below(2_000))

      let undone = history
      while (undone.done.length > 0) undone = undo(undone)
      expect(undone.document).toEqual(first)
    }),
    { numRuns: 3, seed: 20261 },
  )
})
