import { expect, it } from 'vitest'
import { declaredVariables, readVariables } from './call-variables.js'

it('finds what a flow declares, whatever else stands there', () => {
  expect(declaredVariables({ name: { type: 'string', initial: 'x' }, broken: 7, count: { type: 'number', description: 'How many' } })).toEqual([
    { name: 'name', type: 'string', initial: 'x', description: undefined },
    { name: 'count', type: 'number', initial: undefined, description: 'How many' },
  ])
  expect(declaredVariables(undefined)).toEqual([])
})

it('reads what was filled in by the types of the flow, and leaves out the rest', () => {
  const declared = declaredVariables({ name: { type: 'string' }, count: { type: 'number' }, isMember: { type: 'boolean' }, free: { type: 'string' }, odd: { type: 'number' } })

  expect(readVariables(declared, { name: ' 王女士 ', count: '3', isMember: '是', free: ' ', odd: 'many', stranger: 'x' })).toEqual({ name: '王女士', count: 3, isMember: true, odd: 'many' })
})
