import type { Response } from 'express'
import { expect, it } from 'vitest'
import { answerCalls, type CallAnswerParts } from './calls.js'

it('a page that leaves before its call was read is told nothing, and followed by nobody', async () => {
  const told: string[] = []
  const response = { destroyed: false, writeHead: () => told.push('head'), on: (event: string) => told.push(event) }
  const directory = { view: async () => ((response.destroyed = true), {}) }
  const { callEvents } = answerCalls({ directory } as unknown as CallAnswerParts)

  await callEvents({ params: { callId: 'c' }, query: {}, body: undefined } as unknown as Parameters<typeof callEvents>[0], response as unknown as Response)

  expect(told).toEqual([])
})
