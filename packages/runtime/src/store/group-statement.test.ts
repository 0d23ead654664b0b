import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { groupStatement } from './group-statement.js'

interface Sent {
  readonly names: string[]
  answer(rows?: object[]): void
  fail(error: unknown): void
}

const scripted = () => {
  const sent: Sent[] = []
  const query = ({ values }: { values: [string] }) =>
    new Promise((resolve, reject) => sent.push({ names: (JSON.parse(values[0]) as { name: string }[]).map(({ name }) => name), answer: (rows = []) => resolve({ rows }), fail: reject }))
  const ask = groupStatement<{ readonly name: string }, { readonly greeting: string }>({ query } as unknown as pg.Pool, { name: 'greet', text: 'greet $1' })
  return { ask, sent }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('a statement that is shared', () => {
  it('takes along in its next run what comes while it is under way', async () => {
    const { ask, sent } = scripted()
    const first = ask({ name: 'a' })
    const behind = [ask({ name: 'b' }), ask({ name: 'c' })]
    sent[0]?.answer([{ place: 0, greeting: 'hello a' }])
    expect(await first).toEqual({ greeting: 'hello a' })
    await settled()

    sent[1]?.answer([{ place: 1, greeting: 'hello c' }])

    expect(sent.map(({ names }) => names)).toEqual([['a'], ['b', 'c']])
    expect(await Promise.all(behind)).toEqual([undefined, { greeting: 'hello c' }])
  })

  it('lets none suffer for the fault of another', async () => {
    const { ask, sent } = scripted()
    const first = ask({ name: 'a' })
    const good = ask({ name: 'good' })
    const bad = ask({ name: 'bad' })
    sent[0]?.answer()
    await first
    await settled()
    sent[1]?.fail(new Error('no such name'))
    await settled()
    sent[2]?.answer([{ place: 0, greeting: 'hello' }])
    await settled()
    sent[3]?.fail(new Error('no such name'))

    expect(await good).toEqual({ greeting: 'hello' })
    await expect(bad).rejects.toThrow('no such name')
    expect(sent.map(({ names }) => names)).toEqual([['a'], ['good', 'bad'], ['good'], ['bad']])
  })

  it('tells those behind at once that the database is away', async () => {
    const { ask, sent } = scripted()
    const refusals = [ask({ name: 'a' }), ask({ name: 'b' })].map((asked) => expect(asked).rejects.toMatchObject({ code: 'RUNTIME_STORE_UNAVAILABLE' }))
    sent[0]?.fail(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))

    await Promise.all(refusals)
    expect(sent).toHaveLength(1)

    const later = ask({ name: 'c' })
    sent[1]?.answer([{ place: 0, greeting: 'back' }])
    expect(await later).toEqual({ greeting: 'back' })
  })
})
