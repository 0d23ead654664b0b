import { parseFlow, type FlowProblem } from '@callchart/flow'
import { expect, it } from 'vitest'
import { fieldOfProblem, wordsOf } from './problem-words.js'

const problem = (node: object): FlowProblem => {
  const parsed = parseFlow({ schemaVersion: 1, id: 'f', name: 'F', languages: ['en-US'], nodes: [node] })
  if ('document' in parsed || parsed.problems[0] === undefined) throw new Error('It fits the schema.')
  return parsed.problems[0]
}
const request = { id: 'ask', kind: 'request', name: 'Ask' }

it('tells an empty field by its label', () => {
  const empty = problem(request)

  expect(fieldOfProblem(empty)).toBe('url')
  expect(wordsOf(empty, 'en', 'Address')).toEqual({ message: '"Address" is still empty.', wayOut: 'Fill it in.' })
  expect(wordsOf(empty, 'zh-CN', '地址')).toEqual({ message: '“地址”尚未填写。', wayOut: '请填写。' })
})

it('tells what does not fit by its label and why', () => {
  const slow = problem({ ...request, url: 'https://x/', timeoutMs: 5 })

  expect(wordsOf(slow, 'en', 'Wait').message).toMatch(/^"Wait" cannot be used as it is: .*100/)
  expect(wordsOf(slow, 'zh-CN', '等待').message).toBe('“等待”的填写不正确：不能小于 100。')
})

it('needs no name of the node where the field tells it', () => {
  const open: FlowProblem = { code: 'FLOW_TARGET_MISSING', severity: 'error', nodeId: 'ask', path: 'next', message: '"Ask" (ask) has no target for "next".', wayOut: 'Connect it.', zh: { message: '“Ask”（ask）的出口没有连接。', wayOut: '请连接。' } }

  expect(wordsOf(open, 'en', 'Then go to').message).toBe('Not connected yet.')
  expect(wordsOf(open, 'en').message).toBe('"Ask" (ask) has no target for "next".')
})
