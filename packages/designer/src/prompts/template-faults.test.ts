import type { DraftDocument } from '@callchart/flow'
import { expect, it } from 'vitest'
import { templateFaults, variablesOf, variantFaults } from './template-faults.js'

const document = { id: 'f', name: 'F', languages: ['en-US'], nodes: [], variables: { balance: { type: 'number' }, odd: 'broken' } } as unknown as DraftDocument
const nothing = {}
const variables = variablesOf(document, nothing)

it('is the same object for the same place', () => {
  expect(variablesOf(document, nothing)).toBe(variables)
})

it('finds nothing in a text that is right', () => {
  expect(templateFaults('Hello', variables)).toEqual([])
  expect(templateFaults('{{ money(balance, "USD") }} {{ odd }} {{ call.ani }}', variables)).toEqual([])
  expect(templateFaults('{{ value }}', variablesOf(document, { value: 'any' }))).toEqual([])
})

it.each([['{{ blance }}'], ['{{ balance'], ['{{ money(balance) }}'], ['{{ }}']])('finds what is wrong in %s, in both languages', (text) => {
  const [fault] = templateFaults(text, variables)

  expect(fault?.en).toBeTruthy()
  expect(fault?.zh).toBeTruthy()
})

it('finds broken markup', () => {
  expect(variantFaults({ type: 'ssml', ssml: '<speak>Hello<blink/></speak>', text: 'Hello' }, variables)[0]?.en).toContain('blink')
  expect(variantFaults({ type: 'ssml', ssml: '<speak>{{ blance }}</speak>', text: '{{ blance }}' }, variables)).toHaveLength(1)
})

it('says of a prompt that is longer than any may be how long it is', () => {
  expect(variantFaults({ type: 'text', text: 'a'.repeat(5_000) }, variables)).toEqual([])
  const [fault] = variantFaults({ type: 'text', text: 'a'.repeat(6_200) }, variables)

  expect(fault?.en).toBe('A prompt takes at most 5,000 characters, and this one has 6,200: part it into several nodes')
  expect(fault?.zh).toContain('5,000')
})
