import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export const leastWidth = 320
export const usualWidth = 380
export const mostWidth = 760
/** Kept for the chart, whatever the panel is asked to take. */
const leastForChart = 420

/** What a panel asked to be so wide may take, where so much room is there for it and the chart. */
export const allowedWidth = (wished: number, room: number): number => Math.round(Math.max(leastWidth, Math.min(wished, mostWidth, Math.max(leastWidth, room - leastForChart))))

interface PanelWidth {
  readonly width: number
  readonly widen: (width: number) => void
}

/** How wide a person made the panel at the right, in this browser. */
export const usePanelWidth = create<PanelWidth>()(
  persist((set) => ({ width: usualWidth, widen: (width) => set({ width: Math.round(Math.max(leastWidth, Math.min(width, mostWidth))) }) }), {
    name: 'callchart.side-panel',
    partialize: ({ width }) => ({ width }),
  }),
)
