// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { stepAfter, stepBefore, tourSteps, type TourStep } from './tour-steps.js'
import { tourFlow, useTour } from './tour-store.js'

it('goes from the chart to the call, and back', () => {
  const forth: TourStep[] = []
  for (let step: TourStep | undefined = 'chart'; step !== undefined; step = stepAfter(step)) forth.push(step)

  expect(forth).toEqual(tourSteps)
  expect(stepBefore('chart')).toBeUndefined()
  expect(stepBefore('call')).toBe('publish')
})

it('is offered once, and can be taken again', () => {
  expect(useTour.getState().seen).toBe(false)

  useTour.getState().end()
  expect([useTour.getState().seen, localStorage.getItem('callchart.tour')]).toEqual([true, expect.stringContaining('"seen":true')])

  useTour.getState().start()
  expect(useTour.getState().step).toBe('chart')
})

it('shows the sample flow, else one that is live', () => {
  expect(tourFlow([{ flow: 'a' }, { flow: 'card-services' }])).toBe('card-services')
  expect(tourFlow([{ flow: 'a' }, { flow: 'b', live: {} }])).toBe('b')
  expect(tourFlow([])).toBeUndefined()
})
