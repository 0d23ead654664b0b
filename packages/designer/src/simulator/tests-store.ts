import type { DraftDocument, FlowTest } from '@callchart/flow'
import type { ResourcesView } from '@callchart/protocol'
import { createStore, useStore, type StoreApi } from 'zustand'
import { isSameFlow } from '../checking/checker.js'
import { useEditorStore } from '../editor/EditorContext.js'
import type { EditorStore } from '../editor/editor-store.js'
import type { Generated } from './conversations.js'
import type { TestResult } from './kept-conversation.js'
import { keepTest, keepTests, testsOf, type KeptTest } from './flow-tests.js'
import { DraftNotPlayable, GivenUp, hireSimulator, SimulatorClient } from './simulator-client.js'

/** How a test went, and on what. */
export interface Ran {
  readonly test: FlowTest
  readonly document: DraftDocument
  readonly result: TestResult
  readonly taken: readonly string[]
}

export interface Tests {
  readonly results: Readonly<Record<string, Ran>>
  /** What runs now. */
  readonly work: { readonly type: 'run'; readonly done: number; readonly count: number } | { readonly type: 'generate' | 'write' } | undefined
  /** Transitions that calls of the flow can take; unknown until tests ran. */
  readonly takeable: number | undefined
  readonly generated: Generated | undefined
  readonly fault: 'not-playable' | { readonly message: string } | undefined
  run(tests: readonly KeptTest[]): Promise<void>
  generate(reader: 'en' | 'zh'): Promise<void>
  /** Keeps what was generated. */
  keepGenerated(): void
  dropGenerated(): void
  /** What is heard now becomes what is expected. */
  accept(id: string): Promise<void>
  write(as: 'vitest' | 'markdown', reader: 'en' | 'zh'): Promise<{ readonly text: string; readonly leftOut: number } | undefined>
  stop(): void
  know(resources: ResourcesView): void
}

export type TestsStore = StoreApi<Tests>

/** @param now milliseconds since the epoch */
export function createTestsStore(editor: EditorStore, client = new SimulatorClient(hireSimulator), now: () => number = Date.now): TestsStore {
  return createStore<Tests>((set, get) => {
    /** One work at a time; what goes wrong is told, what is given up is not. */
    const working = async <Answer>(work: NonNullable<Tests['work']>, task: () => Promise<Answer>): Promise<Answer | undefined> => {
      if (get().work !== undefined) return undefined
      set({ work, fault: undefined })
      try {
        return await task()
      } catch (error) {
        if (error instanceof DraftNotPlayable) set({ fault: 'not-playable' })
        else if (!(error instanceof GivenUp)) set({ fault: { message: error instanceof Error ? error.message : String(error) } })
        return undefined
      } finally {
        set({ work: undefined })
      }
    }
    const runOne = async ({ id, test }: KeptTest): Promise<void> => {
      const { document } = editor.getState()
      const { result, taken } = await client.ask(document, { type: 'run-test', test })
      set(({ results }) => ({ results: { ...results, [id]: { test, document, result, taken } } }))
    }
    return {
      results: {},
      work: undefined,
      takeable: undefined,
      generated: undefined,
      fault: undefined,
      run: async (tests) => {
        await working({ type: 'run', done: 0, count: tests.length }, async () => {
          for (const [index, test] of tests.entries()) {
            await runOne(test)
            set({ work: { type: 'run', done: index + 1, count: tests.length } })
          }
          const { takeable } = await client.ask(editor.getState().document, { type: 'count' })
          set({ takeable })
        })
      },
      generate: async (reader) => {
        const generated = await working({ type: 'generate' }, () => client.ask(editor.getState().document, { type: 'generate', reader, at: new Date(now()).toISOString() }))
        if (generated !== undefined) set({ generated })
      },
      keepGenerated: () => {
        const { generated } = get()
        if (generated === undefined) return
        const before = new Set(testsOf(editor.getState().document).map(({ id }) => id))
        editor.getState().run(keepTests(generated.tests))
        set({ generated: undefined })
        void get().run(testsOf(editor.getState().document).filter(({ id }) => !before.has(id)))
      },
      dropGenerated: () => set({ generated: undefined }),
      accept: async (id) => {
        const kept = testsOf(editor.getState().document).find((each) => each.id === id)
        if (kept === undefined) return
        const played = await working({ type: 'run', done: 0, count: 1 }, () => client.ask(editor.getState().document, { type: 'record', test: kept.test }))
        if (played === undefined) return
        editor.getState().run(keepTest(id, played.test))
        const test = testsOf(editor.getState().document).find((each) => each.id === id)
        if (test !== undefined) await get().run([test])
      },
      write: (as, reader) =>
        working({ type: 'write' }, () => {
          const { document } = editor.getState()
          return client.ask(document, { type: 'write', as, reader, tests: testsOf(document).map(({ test }) => test) })
        }),
      stop: () => client.giveUp(),
      know: (resources) => client.know(resources),
    }
  })
}

const known = new WeakMap<EditorStore, TestsStore>()

/** Of one open document. */
export function testsStoreOf(editor: EditorStore): TestsStore {
  const store = known.get(editor) ?? createTestsStore(editor)
  known.set(editor, store)
  return store
}

export const useTestsStore = (): TestsStore => testsStoreOf(useEditorStore())
export const useTests = <Selected,>(select: (tests: Tests) => Selected): Selected => useStore(useTestsStore(), select)

/** The result holds for this test on this draft: what it is called does not matter. */
export const isCurrent = (ran: Ran | undefined, { start, opening, steps }: FlowTest, document: DraftDocument): boolean =>
  ran !== undefined && ran.test.steps === steps && ran.test.opening === opening && ran.test.start === start && isSameFlow(ran.document, document)
