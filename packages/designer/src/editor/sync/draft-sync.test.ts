import { mergeChanges, type DraftDocument } from '@callchart/flow'
import type { ChangeDraftResponse, DraftEvent } from '@callchart/protocol'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../../api/request.js'
import { editNode } from '../../document/commands/nodes.js'
import { losingSide, type Sent } from '../../document/sync.js'
import { createEditorStore, type EditorStore } from '../editor-store.js'
import type { DraftLine, LineEvents } from './draft-line.js'
import { DraftSync } from './draft-sync.js'
import type { KeptChanges } from './kept-changes.js'
import { nothingToSync, type SyncView } from './sync-view.js'

const first: DraftDocument = { id: 'bank', name: 'Bank', languages: ['en-US'], nodes: [{ id: 'a', kind: 'say', name: 'A' }, { id: 'b', kind: 'say', name: 'B' }] }

/** Steps to each timer that is due. */
class ScriptedTime {
  now = 0
  #timers: { readonly at: number; readonly act: () => void }[] = []

  readonly later = (ms: number, act: () => void): (() => void) => {
    const timer = { at: this.now + ms, act }
    this.#timers.push(timer)
    return () => void (this.#timers = this.#timers.filter((each) => each !== timer))
  }

  async advance(ms: number): Promise<void> {
    const until = this.now + ms
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0]
      if (due === undefined) break
      this.now = due.at
      this.#timers = this.#timers.filter((each) => each !== due)
      due.act()
      await settled()
    }
    this.now = until
  }
}

/** Lets every answer that is there be taken. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

type Trouble = 'none' | 'away' | 'answerLost' | 'refuses'

class ScriptedDraft {
  document = first
  revision = 0
  trouble: Trouble = 'none'
  /** The stream of changes is interrupted. */
  isDeaf = false
  asked: number[] = []
  readonly copies: DraftDocument[] = []
  readonly #answers = new Map<string, ChangeDraftResponse>()
  readonly #listeners: LineEvents[] = []

  readonly line: DraftLine = {
    change: async (client, sent) => {
      this.asked.push(sent.sequence)
      if (this.trouble === 'away') throw new ApiError(0, 'UNREACHABLE', 'away')
      if (this.trouble === 'refuses') throw new ApiError(422, 'RUNTIME_DRAFT_INVALID', 'This is no flow.')
      const answer = this.take(client, sent)
      if (this.trouble === 'answerLost') throw new ApiError(0, 'UNREACHABLE', 'lost')
      return answer
    },
    read: async () => ({ document: this.document, revision: this.revision }),
    keepCopy: async (_name, document) => {
      if (this.trouble === 'away') throw new ApiError(0, 'UNREACHABLE', 'away')
      return { copyId: `copy${this.copies.push(document)}` }
    },
    listen: (_client, events) => {
      this.#listeners.push(events)
      return () => void this.#listeners.splice(this.#listeners.indexOf(events), 1)
    },
  }

  take(client: string, { sequence, changes }: Pick<Sent, 'sequence' | 'changes'>): ChangeDraftResponse {
    const known = this.#answers.get(`${client} ${sequence}`)
    if (known !== undefined) return known
    const merged = mergeChanges(this.document, changes)
    this.document = merged.document
    if (merged.changes.length > 0) {
      this.revision += 1
      this.tell({ type: 'changed', revision: this.revision, author: client, client, changes: merged.changes as never })
    }
    const copyId = merged.conflicts.length > 0 ? `copy${this.copies.push(losingSide(merged.document, merged.conflicts))}` : undefined
    const answer = { revision: this.revision, conflicts: merged.conflicts as ChangeDraftResponse['conflicts'], ...(copyId !== undefined && { copyId }) }
    this.#answers.set(`${client} ${sequence}`, answer)
    return answer
  }

  tell(event: DraftEvent): void {
    if (!this.isDeaf) for (const { told } of [...this.#listeners]) told(event)
  }

  comesBack(): void {
    this.trouble = 'none'
    for (const { opened } of [...this.#listeners]) opened()
  }

  /** Somebody else writes a note. */
  writes(id: string, note: string): void {
    const before = this.document.nodes.find((node) => node.id === id) ?? null
    this.take('other', { sequence: this.revision, changes: [{ part: `nodes/${id}`, ...(before !== null && { before, after: { ...before, note } }) }] })
  }
}

interface Page {
  readonly editor: EditorStore
  readonly sync: DraftSync
  readonly view: () => SyncView
  readonly kept: () => KeptChanges | undefined
  readonly copyIds: string[]
  readonly endCount: () => number
  write(id: string, note: string): void
}

function openPage(draft: ScriptedDraft, time: ScriptedTime, left: readonly KeptChanges[] = [], mayKeep = true): Page {
  const editor = createEditorStore(draft.document, { now: () => time.now })
  let view = nothingToSync
  let kept: KeptChanges | undefined
  const copyIds: string[] = []
  let endCount = 0
  const sync = new DraftSync({
    client: left[0]?.client ?? 'me',
    document: draft.document,
    revision: draft.revision,
    editor,
    line: draft.line,
    later: time.later,
    now: () => time.now,
    left,
    keep: (changes) => {
      kept = changes
      return mayKeep
    },
    show: (next) => void (view = { ...view, ...next }),
    conflicted: (copyId) => copyIds.push(copyId),
    ended: () => void (endCount += 1),
  })
  sync.start()
  return { editor, sync, view: () => view, kept: () => kept, copyIds, endCount: () => endCount, write: (id, note) => editor.getState().run(editNode(id, ['note'], note)) }
}

const notesOf = ({ nodes }: DraftDocument) => nodes.map(({ note }) => note)

describe('saving', () => {
  it('waits for quiet, but never longer than three seconds', async () => {
    const [draft, time] = [new ScriptedDraft(), new ScriptedTime()]
    const page = openPage(draft, time)
    page.write('a', '1')
    expect(page.view().saving).toBe('saving')

    await time.advance(499)
    expect(draft.asked).toEqual([])
    await time.advance(1)
    expect(draft.asked).toEqual([0])
    expect(page.view().saving).toBe('saved')

    for (let count = 0; count < 10; count += 1) {
      page.write('a', `again ${count}`)
      await time.advance(400)
    }
    expect(draft.asked).toEqual([0, 1])
  })

  it('leaves the document alone that it has saved', async () => {
    const [draft, time] = [new ScriptedDraft(), new ScriptedTime()]
    const page = openPage(draft, time)
    page.write('a', '1')
    const { document } = page.editor.getState()

    await time.advance(3_000)

    expect(page.editor.getState().document).toBe(document)
    expect(page.kept()).toBeUndefined()
  })

  it('sends again what got no answer, and it is made once', async () => {
    const [draft, time] = [new ScriptedDraft(), new ScriptedTime()]
    const page = openPage(draft, time)
    draft.trouble = 'answerLost'
    page.write('a', '1')
    await time.advance(600)
    draft.trouble = 'none'
    await time.advance(2_000)

    expect(draft.asked).toEqual([0, 0])
    expect(draft.revision).toBe(1)
    expect(page.view().saving).toBe('saved')
  })

  it('keeps everything while the server is away, and sends it when it is back', async () => {
    const [draft, time] = [new ScriptedDraft(), new ScriptedTime()]
    const page = openPage(draft, time)
    draft.trouble = 'away'
    page.write('a', '1')
    await time.advance(10_000)
    page.write('b', '2')
    await time.advance(200)
    expect(page.view().saving).toBe('kept')
    expect(page.kept()).toMatchObject({ client: 'me', sent: { sequence: 0 }, pending: [{ part: 'nodes/b' }] })

    draft.comesBack()
    await time.advance(1_000)
    expect(notesOf(draft.document)).toEqual(['1', '2'])
    expect(page.view().saving).toBe('saved')
    expect(page.kept()).toBeUndefined()
  })

  it('says so where the browser keeps nothing', async () => {
    const [draft, time] = [new ScriptedDraft(), new ScriptedTime()]
    const page = openPage(draft, time, [], false)
    draft.trouble = 'away'
    page.write('a', '1')
    await time.advance(1_000)

    expect(page.view().saving).toBe('unkept')
  })

  it('says what the server refuses, keeps it, and tries again with the next change', async () => {
    const [draft, time] = [new ScriptedDraft(), new ScriptedTime()]
    const page = openPage(draft, time)
    draft.trouble = 'refuses'
    page.write('a', '1')
    await time.advance(30_000)
    expect(page.view()).toMatchObject({ saving: 'refused', refusal: 'This is no flow.' })
    expect(draft.asked).toHaveLength(1)
    expect(page.kept()).toMatchObject({ pending: [{ part: 'nodes/a' }] })

    draft.trouble = 'none'
    page.write('b', '2')
    await time.advance(1_000)
    expect(notesOf(draft.document)).toEqual(['1', '2'])
    expect(page.view()).toMatchObject({ saving: 'saved', refusal: undefined })
  })

  it('saves at once when asked, and tells whether it could', async () => {
    const [draft, time] = [new ScriptedDraft(), new ScriptedTime()]
    const page = openPage(draft, time)
    page.write('a', '1')
    expect(await page.sync.saveNow()).toBe(true)
    expect(draft.revision).toBe(1)

    draft.trouble = 'away'
    page.write('a', '2')
    expect(await page.sync.saveNow()).toBe(false)
    expect(await openPage(draft, time).sync.saveNow()).toBe(true)
  })
})

describe('a page that is closed and opened again', () => {
  it('brings along what did not arrive', async () => {
    const [draft, time] = [new ScriptedDraft(), new ScriptedTime()]
    const closed = openPage(draft, time)
    draft.trouble = 'away'
    closed.write('a', '1')
    await time.advance(600)
    closed.write('b', '2')
    closed.sync.leave()
    const kept = JSON.parse(JSON.stringify(closed.kept())) as KeptChanges
    draft.trouble = 'none'
    draft.writes('a', 'theirs')

    const page = openPage(draft, time, [kept])
    await time.advance(2_000)

    expect(notesOf(draft.document)).toEqual(['theirs', '2'])
    expect(page.editor.getState().document).toEqual(draft.document)
    expect(draft.copies.map(notesOf)).toMatchObject([['1', undefined]])
    expect(page.copyIds).toEqual(['copy1'])
    expect(page.editor.getState().history.done).toEqual([])
  })

  it('sends the last change on its way and hears nothing more', async () => {
    const [draft, time] = [new ScriptedDraft(), new ScriptedTime()]
    const page = openPage(draft, time)
    draft.isDeaf = true
    page.write('a', '1')
    page.sync.leave()
    page.write('a', '2')
    page.sync.close()
    expect(page.endCount()).toBe(0)
    await settled()
    expect(page.endCount()).toBe(1)
    draft.isDeaf = false
    draft.writes('b', 'theirs')

    expect(notesOf(draft.document)).toEqual(['2', 'theirs'])
    expect(notesOf(page.editor.getState().document)).toEqual(['2', undefined])
    expect(draft.copies).toEqual([])
    expect(page.kept()).toBeUndefined()
  })
})

describe('others', () => {
  it('are seen at once, and are no part of what one can undo', async () => {
    const [draft, time] = [new ScriptedDraft(), new ScriptedTime()]
    const page = openPage(draft, time)
    page.write('a', 'mine')
    draft.writes('b', 'theirs')
    expect(notesOf(page.editor.getState().document)).toEqual(['mine', 'theirs'])

    page.editor.getState().undo()
    await time.advance(1_000)
    expect(notesOf(draft.document)).toEqual([undefined, 'theirs'])
  })

  it('stand where they were first; the own side is kept as a copy and told', async () => {
    const [draft, time] = [new ScriptedDraft(), new ScriptedTime()]
    const page = openPage(draft, time)
    page.write('a', 'mine')
    draft.writes('a', 'theirs')
    await time.advance(1_000)

    expect(notesOf(page.editor.getState().document)).toEqual(['theirs', undefined])
    expect(draft.copies.map(notesOf)).toEqual([['mine', undefined]])
    expect(page.copyIds).toEqual(['copy1'])
    expect(page.view()).toMatchObject({ saving: 'saved', copyIds: ['copy1'] })
  })

  it('are read anew where their changes were missed', async () => {
    const [draft, time] = [new ScriptedDraft(), new ScriptedTime()]
    const page = openPage(draft, time)
    draft.isDeaf = true
    draft.writes('a', 'theirs')
    page.write('b', 'mine')
    await time.advance(5_000)
    expect(page.editor.getState().document).toEqual(draft.document)
    expect(page.view().saving).toBe('saved')

    draft.isDeaf = false
    draft.document = { ...draft.document, name: 'Restored' }
    draft.revision = 9
    draft.tell({ type: 'reload', revision: 9 })
    await settled()
    expect(page.editor.getState().document.name).toBe('Restored')
  })

  it('are shown without oneself', () => {
    const [draft, time] = [new ScriptedDraft(), new ScriptedTime()]
    const page = openPage(draft, time)

    draft.tell({ type: 'present', authors: [{ author: 'Anna', client: 'me' }, { author: 'Bo', client: 'other' }] })

    expect(page.view().others).toEqual([{ author: 'Bo', client: 'other' }])
  })
})
