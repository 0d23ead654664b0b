import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { tourSteps, type TourStep } from './tour-steps.js'

interface Tour {
  /** Taken or declined in this browser: it is not offered again. */
  readonly seen: boolean
  readonly step: TourStep | undefined
  readonly start: () => void
  readonly goTo: (step: TourStep) => void
  readonly end: () => void
}

/** Where somebody is on the tour. */
export const useTour = create<Tour>()(
  persist(
    (set) => ({
      seen: false,
      step: undefined,
      start: () => set({ step: tourSteps[0], seen: true }),
      goTo: (step) => set({ step }),
      end: () => set({ step: undefined, seen: true }),
    }),
    { name: 'callchart.tour', partialize: ({ seen }) => ({ seen }) },
  ),
)

/** The flow that is shown: the sample where it is there, else any that is live, else any. */
export const tourFlow = (flows: readonly { readonly flow: string; readonly live?: unknown }[]): string | undefined =>
  (flows.find(({ flow }) => flow === 'card-services') ?? flows.find(({ live }) => live !== undefined) ?? flows[0])?.flow
