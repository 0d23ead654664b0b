import type { EditorState } from '../editor/editor-store.js'

export const tourSteps = ['chart', 'palette', 'node', 'simulator', 'publish', 'call'] as const
export type TourStep = (typeof tourSteps)[number]

/** Where a step points to: the part of the editor that has this name as `data-tour`. */
export type TourPlace = 'chart' | 'left' | 'side' | 'publish'

export interface StepPlan {
  readonly place: TourPlace
  readonly position: 'right' | 'left' | 'bottom-end'
  /** What has to be in sight. */
  readonly panels: Partial<Pick<EditorState, 'side' | 'view'>>
  /** A node is chosen, so that there are fields to see. */
  readonly choosesNode: boolean
}

export const stepPlans: Readonly<Record<TourStep, StepPlan>> = {
  chart: { place: 'chart', position: 'right', panels: { view: 'canvas' }, choosesNode: false },
  palette: { place: 'left', position: 'right', panels: { view: 'canvas' }, choosesNode: false },
  node: { place: 'side', position: 'left', panels: { view: 'canvas', side: 'inspector' }, choosesNode: true },
  simulator: { place: 'side', position: 'left', panels: { view: 'canvas', side: 'simulator' }, choosesNode: false },
  publish: { place: 'publish', position: 'bottom-end', panels: { view: 'canvas' }, choosesNode: false },
  call: { place: 'side', position: 'left', panels: { view: 'canvas', side: 'call' }, choosesNode: false },
}

/** The step behind another one; undefined behind the last. */
export const stepAfter = (step: TourStep): TourStep | undefined => tourSteps[tourSteps.indexOf(step) + 1]
export const stepBefore = (step: TourStep): TourStep | undefined => tourSteps[tourSteps.indexOf(step) - 1]
