import { expect, test } from 'vitest'
import { foldProfile } from '../measure/fold-profile.js'
import { stageCosts } from './stages.js'

const frame = (functionName: string, url: string) => ({ functionName, scriptId: '1', url, lineNumber: 0, columnNumber: 0 })

test('the samples of a function are summed wherever it was called from, and idle time is left out', () => {
  const costs = foldProfile({
    nodes: [
      { id: 1, callFrame: frame('hear', 'file:///p/media-bridge/dist/listen/voice-activity.js') },
      { id: 2, callFrame: frame('hear', 'file:///p/media-bridge/dist/listen/voice-activity.js') },
      { id: 3, callFrame: frame('(idle)', '') },
      { id: 4, callFrame: frame('send', 'file:///p/node_modules/ws/lib/sender.js') },
    ],
    startTime: 0,
    endTime: 0,
    samples: [1, 3, 2, 4],
    timeDeltas: [100, 500, 200, 50],
  })

  expect(costs).toEqual([
    { functionName: 'hear', url: 'file:///p/media-bridge/dist/listen/voice-activity.js', selfUs: 300 },
    { functionName: 'send', url: 'file:///p/node_modules/ws/lib/sender.js', selfUs: 50 },
  ])
  expect(stageCosts(costs, 10)).toEqual([
    { stage: '2 voice activity', usPerFrame: 30 },
    { stage: 'WebSocket', usPerFrame: 5 },
  ])
})
