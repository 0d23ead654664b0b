import { normaliseExpression, type DraftDocument } from '@callchart/flow'
import { expect, it } from 'vitest'
import { keepCommand } from './AnswerFields.js'
import { typeFor, valuesIn } from './answer-tree.js'

const answer = { balance: 12.5, owner: { name: 'Ada' }, 'x-y': { in: true }, items: [{ day: '2026-01-02' }] }

it('names every value of an answer by an expression that finds it', () => {
  const paths = valuesIn(answer).map(({ path }) => path)

  expect(paths).toEqual(['body', 'body.balance', 'body.owner', 'body.owner.name', 'body["x-y"]', 'body["x-y"]["in"]', 'body.items', 'body.items[0]', 'body.items[0].day'])
  for (const path of paths) expect(() => normaliseExpression(path)).not.toThrow()
})

it('gives each kind of value a type that can hold it', () => {
  expect([12, 'Ada', true, ['a'], '2026-01-02'].map(typeFor)).toEqual(['number', 'string', 'boolean', 'list', 'date'])
})

it('keeps a value in a variable of its name, which it declares where there is none', () => {
  const node = { id: 'ask', kind: 'request' as const, name: 'Ask' }
  const document: DraftDocument = { id: 'f', name: 'F', languages: ['en-US'], variables: { name: { type: 'string' } }, nodes: [node] }
  const [, balance, , name] = valuesIn(answer)
  if (balance === undefined || name === undefined) throw new Error('The answer has both.')

  expect(keepCommand('ask', name, document.variables, undefined).apply(document)).toMatchObject({ variables: { name: { type: 'string' } }, nodes: [{ save: { name: 'body.owner.name' } }] })
  expect(keepCommand('ask', balance, document.variables, undefined).apply(document)).toMatchObject({ variables: { balance: { type: 'number' } }, nodes: [{ save: { balance: 'body.balance' } }] })
})
