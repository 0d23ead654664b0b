import { describe, expect, it } from 'vitest'
import { findTakenIds, findTakenNumbers, type Candidate } from './claims.js'
import type { ParsedFile } from './flow-files.js'

const file = (name: string, flow: string, good = true): ParsedFile => ({
  file: name,
  flow,
  digest: name,
  problems: [],
  ...(good && { document: {} as NonNullable<ParsedFile['document']> }),
})
const candidate = (flow: string, wants: string[], has?: string[]): Candidate => ({ flow, file: `${flow}.flow.json`, wants, has })
const refusedFiles = (candidates: Candidate[], standing: [string, string[]][] = []) => [
  ...findTakenNumbers(candidates, new Map(standing)).keys(),
]

describe('two files with one flow id', () => {
  it('leave the flow to the file that brought the live version', () => {
    const taken = findTakenIds([file('a.flow.json', 'x'), file('b.flow.json', 'x')], () => 'b.flow.json')

    expect([...taken.keys()]).toEqual(['a.flow.json'])
    expect(taken.get('a.flow.json')).toMatchObject([
      {
        code: 'RUNTIME_FLOW_ID_TAKEN',
        severity: 'error',
        message: 'a.flow.json has the flow id "x", which b.flow.json has too.',
        zh: { message: 'a.flow.json 与 b.flow.json 的流程 id 都是“x”。', wayOut: '请为其中一个换一个 id，或删除其中一个。' },
      },
    ])
  })

  it('leave a new flow to the first by name, and a bad file out of the question', () => {
    const files = [file('a.flow.json', 'x', false), file('b.flow.json', 'x'), file('c.flow.json', 'x'), file('d.flow.json', 'y')]

    expect([...findTakenIds(files, () => undefined).keys()]).toEqual(['c.flow.json'])
  })
})

describe('two flows with one number', () => {
  it('leave the number to the flow that answers it', () => {
    expect(refusedFiles([candidate('a', ['100']), candidate('b', ['100', '200'], ['100'])])).toEqual(['a.flow.json'])
    expect(refusedFiles([candidate('a', ['100'])], [['b', ['100']]])).toEqual(['a.flow.json'])
  })

  it('leave a new number to the first', () => {
    expect(refusedFiles([candidate('a', ['100']), candidate('b', ['100'])])).toEqual(['b.flow.json'])
  })

  it('may hand a number over', () => {
    expect(refusedFiles([candidate('a', ['200'], ['100']), candidate('b', ['100'], [])])).toEqual([])
  })

  it('do not hand over what a refused version would have given up', () => {
    const refused = refusedFiles([candidate('a', ['300'], ['100']), candidate('b', ['100']), candidate('c', ['300'], ['300'])])

    expect(refused.sort()).toEqual(['a.flow.json', 'b.flow.json'])
  })
})
