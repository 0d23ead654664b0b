import type { DraftDocument } from '@callchart/flow'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addNode, editNode } from './commands/nodes.js'
import { removeNodes } from './commands/removing.js'
import { redo, run, undo, type History } from './history.js'
import { unsent } from './sync.js'
import { Draw } from './testing/random-document.js'
import { ScriptedPage, ScriptedServer } from './testing/scripted-draft.js'

const tokensIn = (document: DraftDocument): Set<string> => new Set(JSON.stringify(document).match(/token\d+/g) ?? [])

/** People who edit at random; every edit writes a text that is nowhere else. */
class Writers {
  readonly #draw: Draw
  #count = 0
  readonly written = new Set<string>()
  /** What somebody saw and wrote over, deleted or took back. */
  readonly replaced = new Set<string>()

  constructor(draw: Draw) {
    this.#draw = draw
  }

  edit(page: ScriptedPage): void {
    const next = this.#next(page, `token${(this.#count += 1)}`)
    const [before, after] = [tokensIn(page.document), tokensIn(next.document)]
    for (const token of before) if (!after.has(token)) this.replaced.add(token)
    for (const token of after) this.written.add(token)
    page.history = next
  }

  #next({ history, document }: ScriptedPage, token: string): History {
    const draw = this.#draw
    const id = draw.of(document.nodes).id
    const at = this.#count * draw.below(3_000)
    return draw.of([
      () => run(history, editNode(id, [draw.of(['note', 'x', 'y'])], token), at),
      () => run(history, editNode(id, ['note'], token), at),
      () => run(history, editNode(id, ['name'], token), at),
      () => run(history, addNode({ id: token, kind: 'say', name: token }, { x: 0, y: 0 }), at),
      () => run(history, removeNodes([id]), at),
      () => undo(history),
      () => redo(history),
    ])()
  }
}

const happenings = (draw: Draw, writers: Writers): readonly ((page: ScriptedPage) => void)[] => [
  ...Array.from({ length: 4 }, () => (page: ScriptedPage) => writers.edit(page)),
  ...Array.from({ length: 2 }, () => (page: ScriptedPage) => page.send()),
  ...Array.from({ length: 2 }, () => (page: ScriptedPage) => page.requestArrives()),
  ...Array.from({ length: 2 }, () => (page: ScriptedPage) => page.answerArrives()),
  ...Array.from({ length: 2 }, () => (page: ScriptedPage) => page.changeArrives()),
  (page) => page.changeArrives(draw.below(3)),
  (page) => void page.requests.shift(),
  (page) => void page.answers.shift(),
  (page) => draw.chance(0.3) && page.reread(),
  (page) => draw.chance(0.2) && page.reopen(),
]

it('comes to equal documents with no edit lost, whatever is lost, late or sent twice between three pages', () => {
  let copyCount = 0
  fc.assert(
    fc.property(fc.integer({ min: 0 }), (seed) => {
      const draw = new Draw(seed)
      const server = new ScriptedServer()
      const pages = ['one', 'two', 'three'].map((client) => new ScriptedPage(server, client))
      const writers = new Writers(draw)
      const all = happenings(draw, writers)
      for (let count = 0; count < 250; count += 1) draw.of(all)(draw.of(pages))

      for (const page of [...pages, ...pages]) page.settle()

      for (const page of pages) expect(page.document).toEqual(server.document)
      const copies = [...server.copies, ...pages.flatMap((page) => page.copies)]
      const kept = new Set([server.document, ...copies].flatMap((document) => [...tokensIn(document)]))
      copyCount += copies.length
      expect([...writers.written].filter((token) => !kept.has(token) && !writers.replaced.has(token))).toEqual([])
    }),
    { numRuns: 100, seed: 7 },
  )
  expect(copyCount).toBeGreaterThan(100)
})

describe('one page', () => {
  const opened = (): { readonly server: ScriptedServer; readonly mine: ScriptedPage; readonly theirs: ScriptedPage } => {
    const server = new ScriptedServer()
    return { server, mine: new ScriptedPage(server, 'mine'), theirs: new ScriptedPage(server, 'theirs') }
  }
  const write = (page: ScriptedPage, id: string, field: string, text: string): void => {
    page.history = run(page.history, editNode(id, [field], text), 0)
  }

  it('sends a change again whose answer was lost, and it is made once', () => {
    const { server, mine } = opened()
    write(mine, 'a', 'note', 'mine')
    mine.send()
    mine.requestArrives()
    mine.answers.shift()

    mine.settle()

    expect(server.revision).toBe(1)
    expect(mine.state).toMatchObject({ sent: undefined, revision: 1 })
  })

  it('sends one thing at a time, and what was written meanwhile behind it', () => {
    const { server, mine } = opened()
    write(mine, 'a', 'note', 'first')
    mine.send()
    write(mine, 'a', 'note', 'second')
    mine.send()

    expect(mine.requests).toHaveLength(2)
    expect(new Set(mine.requests.map(({ sequence }) => sequence)).size).toBe(1)
    mine.settle()
    expect(server.log.map(({ changes }) => changes.map(({ after }) => after))).toMatchObject([[{ note: 'first' }], [{ note: 'second' }]])
  })

  it('brings fields of one node together that two people wrote', () => {
    const { server, mine, theirs } = opened()
    write(mine, 'a', 'note', 'mine')
    write(theirs, 'a', 'name', 'Theirs')
    theirs.settle()
    mine.changeArrives()

    expect(mine.document.nodes[1]).toMatchObject({ note: 'mine', name: 'Theirs' })
    expect(mine.copies).toEqual([])
    mine.settle()
    expect(server.document).toEqual(mine.document)
  })

  it('lets what stands stand, keeps its own side as a copy, and cannot undo what others did', () => {
    const { mine, theirs } = opened()
    write(mine, 'a', 'note', 'mine')
    write(theirs, 'a', 'note', 'theirs')
    theirs.settle()
    mine.changeArrives()

    expect(mine.document.nodes[1]).toMatchObject({ note: 'theirs' })
    expect(mine.copies.map(({ nodes }) => nodes[1])).toMatchObject([{ note: 'mine' }])
    mine.history = undo(mine.history)
    expect(mine.document.nodes[1]).toMatchObject({ note: 'theirs' })
  })

  it('waits for a change that is missing between', () => {
    const { server, mine, theirs } = opened()
    write(theirs, 'a', 'note', 'one')
    theirs.settle()
    write(theirs, 'b', 'note', 'two')
    theirs.settle()

    mine.changeArrives(1)
    expect(mine.document).toEqual(new ScriptedServer().document)
    mine.changeArrives()
    expect(mine.document).toEqual(server.document)
  })

  it('does not read the draft anew while nobody can tell whether its own change is in it', () => {
    const { mine, theirs } = opened()
    write(theirs, 'b', 'note', 'theirs')
    theirs.settle()
    write(mine, 'a', 'note', 'mine')
    mine.send()

    mine.reread()
    expect(mine.state.revision).toBe(0)
    mine.requestArrives()
    mine.answerArrives()
    mine.reread()
    expect(mine.state).toMatchObject({ revision: 2, sent: undefined })
    expect(unsent(mine.state, mine.document)).toEqual([])
  })

  it('goes on with what was not acknowledged when it is opened again', () => {
    const { server, mine } = opened()
    write(mine, 'a', 'note', 'sent')
    mine.send()
    mine.requestArrives()
    write(mine, 'b', 'note', 'not sent')

    mine.reopen()

    expect(mine.document.nodes).toMatchObject([{}, { note: 'sent' }, { note: 'not sent' }, {}])
    mine.settle()
    expect(server.document).toEqual(mine.document)
    expect(server.copies).toEqual([])
  })
})
