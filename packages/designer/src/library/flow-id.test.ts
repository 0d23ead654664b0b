import { expect, it } from 'vitest'
import { flowIdPattern, freshFlowId, freshFlowName } from './flow-id.js'

it.each([
  ['Front desk', 'front-desk'],
  ['Café réservé', 'cafe-reserve'],
  ['24h Hotline', 'h-hotline'],
  ['满意度回访', 'flow-1'],
  ['IT服务台热线电话转接', 'flow-1'],
  ['   ', 'flow-1'],
  ['__proto__', 'proto'],
  ['A'.repeat(100), 'a'.repeat(50)],
])('makes an id of "%s"', (name, id) => {
  expect(freshFlowId(name, new Set())).toBe(id)
  expect(id).toMatch(flowIdPattern)
})

it('takes a number where the id is taken', () => {
  expect(freshFlowId('Front desk', new Set(['front-desk', 'front-desk-2']))).toBe('front-desk-3')
  expect(freshFlowId('满意度', new Set(['flow-1']))).toBe('flow-2')
})

it('takes a number where the name is taken', () => {
  expect(freshFlowName('Front desk', new Set())).toBe('Front desk')
  expect(freshFlowName('Front desk', new Set(['Front desk', 'Front desk (2)']))).toBe('Front desk (3)')
})
