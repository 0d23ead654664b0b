import type { DraftDocument } from '@callchart/flow'
import { expect, it } from 'vitest'
import { fittingChoices, openExpression, variableChoices, withExpression } from './variable-choices.js'

const document = {
  id: 'f',
  name: 'F',
  languages: ['en-US'],
  nodes: [],
  variables: {
    balance: { type: 'number', description: 'What the customer owes' },
    pin: { type: 'string', sensitive: true },
    dueDate: { type: 'date' },
  },
} as unknown as DraftDocument
const choices = variableChoices(document.variables, { value: 'any', queue: 'any' }, { balance: 12.5, pin: '1234' })

it('offers what the place knows, the variables of the flow, and the call', () => {
  expect(choices.map(({ expression }) => expression)).toEqual(['value', 'queue.position', 'queue.waitMinutes', 'balance', 'pin', 'dueDate', 'call.ani', 'call.dnis'])
})

it('tells the last value, but not of what is nobody\'s business', () => {
  expect(choices.find(({ expression }) => expression === 'balance')).toMatchObject({ last: '12.5', description: 'What the customer owes' })
  expect(choices.find(({ expression }) => expression === 'pin')).not.toHaveProperty('last')
})

it('finds by name, by function, and by description; says how a value can be said', () => {
  const found = (typed: string, language = 'en-US') => fittingChoices(choices, typed, language).map(({ expression }) => expression)

  expect(found('bal')).toEqual(['balance', 'money(balance, "USD")', 'number(balance)', 'digits(balance)', 'ordinal(balance)'])
  expect(found('money', 'zh-CN')).toContain('money(balance, "CNY")')
  expect(found('owes')).toEqual(['balance'])
  expect(found('date')).toContain('date(dueDate)')
  expect(found('nothing like it')).toEqual([])
})

it('knows what is being typed, and closes it', () => {
  const text = 'You owe {{ bal today'
  const open = openExpression(text, 'You owe {{ bal'.length)

  expect(open).toEqual({ from: 8, typed: ' bal' })
  expect(open && withExpression(text, 'You owe {{ bal'.length, open, 'balance')).toEqual({ text: 'You owe {{ balance }} today', cursor: 21 })
  expect(openExpression('{{ a }} b', 9)).toBeUndefined()
  expect(openExpression('no braces', 4)).toBeUndefined()
  expect(withExpression('{{ }} there', 3, { from: 0, typed: ' ' }, 'balance')).toEqual({ text: '{{ balance }} there', cursor: 13 })
})
