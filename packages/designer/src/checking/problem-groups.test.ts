import type { DraftDocument, FlowProblem } from '@callchart/flow'
import { expect, it } from 'vitest'
import { groupProblems } from './problem-groups.js'

const document: DraftDocument = { id: 'menu', name: 'Menu', languages: ['en-US'], nodes: [{ id: 'a', kind: 'say', name: 'Hello' }, { id: 'b', kind: 'say', name: 'Bye' }] }
const problem = (code: string, severity: 'error' | 'warning', nodeId?: string): FlowProblem => ({ code, severity, message: `${code} in English`, wayOut: '', zh: { message: `${code}中文`, wayOut: '' }, ...(nodeId !== undefined && { nodeId }) })
const problems = [problem('LONG', 'warning', 'a'), problem('LOOP', 'error', 'b'), problem('VOICE', 'warning'), problem('WORDS', 'warning', 'b')]
const shown = (...args: [Parameters<typeof groupProblems>[2], string]) => groupProblems(problems, document, ...args).map(({ name, problems: own }) => [name, own.map(({ code }) => code)])

it('puts what blocks publishing first, then follows the document', () => {
  expect(shown('all', '')).toEqual([['Bye', ['LOOP', 'WORDS']], ['', ['VOICE']], ['Hello', ['LONG']]])
})

it('shows one severity alone', () => {
  expect(shown('error', '')).toEqual([['Bye', ['LOOP']]])
})

it('searches names of nodes and messages of either language', () => {
  expect(shown('all', 'hello')).toEqual([['Hello', ['LONG']]])
  expect(shown('all', 'voice中文')).toEqual([['', ['VOICE']]])
})
