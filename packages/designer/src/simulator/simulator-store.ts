import type { CallEvent, DraftDocument, FlowProblem, TestStart } from '@callchart/flow'
import type { ResourcesView } from '@callchart/protocol'
import { createStore, useStore, type StoreApi } from 'zustand'
import { isSameFlow } from '../checking/checker.js'
import { useEditorStore } from '../editor/EditorContext.js'
import type { EditorStore } from '../editor/editor-store.js'
import { lastValuesOf } from './last-values.js'
import type { Input, Moment } from './moment.js'
import { DraftNotPlayable, GivenUp, hireSimulator, SimulatorClient } from './simulator-client.js'
import type { Played } from './session.js'

/** One course of a call: where another was branched off, both are kept. */
export interface Take {
  readonly start: TestStart
  readonly inputs: readonly Input[]
}

export interface Simulator {
  /** What the next call begins with. */
  readonly settings: TestStart
  readonly takes: readonly Take[]
  /** The one that is shown; undefined before the first call. */
  readonly take: number | undefined
  /** Of the take that is shown. */
  readonly moments: readonly Moment[]
  /** Place in `moments` that is looked at. */
  readonly at: number
  readonly isBusy: boolean
  /** The draft on which the call was played. */
  readonly playedOn: DraftDocument | undefined
  /** The first moment that went otherwise when the same was done on a later draft. */
  readonly partedAt: number | undefined
  /** So many inputs could not be given any more. */
  readonly dropped: number
  /** Why the draft cannot be played. */
  readonly problems: readonly FlowProblem[]
  readonly fault: string | undefined
  set(settings: Partial<TestStart>): void
  begin(from?: string): void
  /** At the moment that is looked at: before the last one it branches off. */
  give(input: Input): void
  goTo(at: number): void
  show(take: number): void
  /** Does the same again on the draft as it is now. */
  replay(): void
  /** Another conversation, up to a moment. */
  play(take: Take, at?: number): void
  /** The conversation of these events: a counter-example. */
  playEvents(events: readonly CallEvent[]): void
  end(): void
  know(resources: ResourcesView): void
}

export type SimulatorStore = StoreApi<Simulator>

const mostTakes = 12
const noStart: TestStart = { direction: 'inbound', variables: {}, answers: {} }

const noCall = { take: undefined, moments: [], at: 0, isBusy: false, playedOn: undefined, partedAt: undefined, dropped: 0, problems: [], fault: undefined } satisfies Partial<Simulator>

const partingOf = (before: readonly Moment[], after: readonly Moment[]): number | undefined => {
  const index = before.findIndex((moment, place) => JSON.stringify([moment.path, moment.entries]) !== JSON.stringify([after[place]?.path, after[place]?.entries]))
  return index < 0 ? undefined : index
}

/** @param now milliseconds since the epoch */
export function createSimulatorStore(editor: EditorStore, client = new SimulatorClient(hireSimulator), now: () => number = Date.now): SimulatorStore {
  let asked = 0
  return createStore<Simulator>((set, get) => {
    const failed = (error: unknown, mine: number): void => {
      if (mine !== asked || error instanceof GivenUp) return
      set({ isBusy: false, ...(error instanceof DraftNotPlayable ? { problems: error.problems } : { fault: error instanceof Error ? error.message : String(error) }) })
    }
    /** Asks for something to be played; of several the last counts. */
    const asking = <Answer,>(answer: Promise<Answer>, take: (answer: Answer) => void): void => {
      const mine = (asked += 1)
      set({ isBusy: true, fault: undefined, problems: [] })
      answer.then(
        (given) => {
          if (mine !== asked) return
          set({ isBusy: false })
          take(given)
        },
        (error: unknown) => failed(error, mine),
      )
    }
    const keep = ({ moments, refused }: Played, take: Take, index: number, at: number, document: DraftDocument, partedFrom?: readonly Moment[]): void => {
      const inputs = refused === undefined ? take.inputs : take.inputs.slice(0, refused.index)
      const takes = get().takes.with(index, { ...take, inputs })
      const partedAt = partedFrom === undefined ? undefined : partingOf(partedFrom, moments)
      set({ takes, take: index, moments, at: Math.min(at, moments.length - 1), playedOn: document, partedAt, dropped: take.inputs.length - inputs.length })
      const values = moments[Math.min(at, moments.length - 1)]?.variables
      if (values !== undefined) lastValuesOf(editor).setState(values, true)
    }
    const playTake = (take: Take, index: number, at: number, document: DraftDocument, partedFrom?: readonly Moment[]): void =>
      asking(client.ask(document, { type: 'play', ...take }), (played) => keep(played, take, index, at, document, partedFrom))
    /** Puts a take beside the others, and plays it. */
    const playNew = (take: Take, at: number, document: DraftDocument): void => {
      const takes = [...get().takes, take].slice(-mostTakes)
      set({ takes, take: takes.length - 1, at, playedOn: document })
      playTake(take, takes.length - 1, at, document)
    }
    return {
      settings: noStart,
      takes: [],
      ...noCall,
      set: (settings) => set((state) => ({ settings: { ...state.settings, ...settings } })),
      begin: (from) => {
        const { settings } = get()
        const start: TestStart = { ...settings, at: settings.at ?? new Date(now()).toISOString(), ...(from !== undefined && { from }) }
        set({ ...noCall, takes: [] })
        playNew({ start, inputs: [] }, 0, editor.getState().document)
      },
      give: (input) => {
        const { takes, take = -1, at, playedOn } = get()
        const current = takes[take]
        if (current === undefined || playedOn === undefined) return
        const next = { ...current, inputs: [...current.inputs.slice(0, at), input] }
        if (at < current.inputs.length) return playNew(next, at + 1, playedOn)
        // Known at once: what is given before the answer is there comes behind it.
        set({ takes: takes.with(take, next), at: at + 1 })
        playTake(next, take, at + 1, playedOn)
      },
      goTo: (at) =>
        set((state) => {
          const place = Math.max(0, Math.min(at, state.moments.length - 1))
          const values = state.moments[place]?.variables
          if (values !== undefined) lastValuesOf(editor).setState(values, true)
          return { at: place }
        }),
      show: (index) => {
        const { takes, playedOn } = get()
        const take = takes[index]
        if (take !== undefined) playTake(take, index, take.inputs.length, playedOn ?? editor.getState().document)
      },
      replay: () => {
        const { takes, take = -1, at, moments } = get()
        const current = takes[take]
        if (current !== undefined) playTake(current, take, at, editor.getState().document, moments)
      },
      play: (take, at = take.inputs.length) => {
        set({ ...noCall, takes: [] })
        playNew({ ...take, start: { ...take.start, at: take.start.at ?? new Date(now()).toISOString() } }, at, editor.getState().document)
      },
      playEvents: (events) => {
        const { document } = editor.getState()
        set({ ...noCall, takes: [] })
        asking(client.ask(document, { type: 'play-events', events }), (played) => {
          const take = { start: played.start, inputs: played.inputs }
          set({ takes: [take] })
          keep(played, take, 0, take.inputs.length, document)
        })
      },
      end: () => {
        asked += 1
        set({ ...noCall, takes: [] })
      },
      know: (resources) => client.know(resources),
    }
  })
}

const known = new WeakMap<EditorStore, SimulatorStore>()

/** The simulator of an open document: its panel, the problems and the tests work on the same. */
export function simulatorOf(editor: EditorStore): SimulatorStore {
  const store = known.get(editor) ?? createSimulatorStore(editor)
  known.set(editor, store)
  return store
}

export const useSimulatorStore = (): SimulatorStore => simulatorOf(useEditorStore())
export const useSimulator = <Selected,>(select: (simulator: Simulator) => Selected): Selected => useStore(useSimulatorStore(), select)

/** The draft is another one than that on which the call was played. */
export const isOutdated = ({ playedOn }: Simulator, document: DraftDocument): boolean => playedOn !== undefined && !isSameFlow(playedOn, document)
