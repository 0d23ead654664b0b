import type { HttpRequestEffect } from '@callchart/flow'
import { expect, it } from 'vitest'
import { answerOfDemo } from './demo-answer.js'

const now = new Date('2026-11-02T10:00:00Z')
const request = (over: Partial<HttpRequestEffect>): HttpRequestEffect => ({
  type: 'request.send',
  requestId: 'r1',
  method: 'GET',
  url: 'endpoint://clinic/appointments/1001',
  headers: {},
  auth: { type: 'none' },
  timeoutMs: 5_000,
  retryCount: 0,
  idempotent: false,
  ...over,
})

it('answers a simulated call as the services would, on its day', () => {
  expect(answerOfDemo(() => now)(request({}))).toMatchObject({ status: 200, body: { date: '2026-11-05', earliest: '2026-11-03' } })
})

it('answers a request that is sent again as it did before', () => {
  const answer = answerOfDemo(() => now)
  const block = { method: 'POST', url: 'endpoint://cards/cards/4321/block', idempotent: true } as const

  expect(answer(request(block))).toEqual(answer(request(block)))
  expect(answer(request({ ...block, requestId: 'r2' }))).toMatchObject({ body: { reference: 'B-1043' } })
})

it('answers nothing for others', () => {
  expect(answerOfDemo(() => now)(request({ url: 'https://example.com/' }))).toEqual({ failure: 'nobody answers in this simulation: give --answer' })
  expect(answerOfDemo(() => now)(request({ url: 'endpoint://toString/x' }))).toHaveProperty('failure')
})
