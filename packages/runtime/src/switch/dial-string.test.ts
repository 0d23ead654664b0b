import { expect, it } from 'vitest'
import { dialStringOf, encodeHeaders, referStringOf } from './dial-string.js'
import type { SwitchTarget } from './switch-port.js'

it.each<[SwitchTarget, string]>([
  [{ type: 'extension', extension: '2000' }, 'PJSIP/2000'],
  [{ type: 'sip', address: 'sip:anna@pbx.example:5070' }, 'PJSIP/trunk/sip:anna@pbx.example:5070'],
  [{ type: 'number', number: '+8613800000000' }, 'PJSIP/+8613800000000@trunk'],
])('%j is dialled as %s', (target, dialled) => {
  expect(dialStringOf(target)).toBe(dialled)
})

it.each<[SwitchTarget, string]>([
  [{ type: 'extension', extension: '2000' }, 'PJSIP/2000'],
  [{ type: 'sip', address: 'sip:anna@pbx.example:5070' }, 'PJSIP/sip:anna@pbx.example:5070'],
])('%j is named by %s to who calls it for us', (target, named) => {
  expect(referStringOf(target)).toBe(named)
})

it('an address has the headers that its caller is to bring along, written as one', () => {
  const headers = { 'User-to-User': '7b7d;encoding=hex', 'X-Callchart-Call': 'c1' }
  expect(referStringOf({ type: 'sip', address: 'sip:anna@pbx.example' }, undefined, headers)).toBe('PJSIP/<sip:anna@pbx.example?User-to-User=7b7d%3Bencoding%3Dhex&X-Callchart-Call=c1>')
  expect(referStringOf({ type: 'extension', extension: '2000' }, undefined, headers)).toBe('PJSIP/2000')
})

it.each<SwitchTarget>([
  { type: 'extension', extension: '2000&PJSIP/3000' },
  { type: 'extension', extension: '2000,30,g' },
  { type: 'extension', extension: '${GLOBAL(SECRET)}' },
  { type: 'extension', extension: '' },
  { type: 'sip', address: 'sip:anna@pbx.example,30' },
  { type: 'sip', address: 'tel:112' },
  { type: 'number', number: '112^' },
  { type: 'number', number: '+1 555' },
])('%j is dialled by no switch', (target) => {
  expect(() => dialStringOf(target)).toThrow(expect.objectContaining({ code: 'RUNTIME_SWITCH_UNABLE' }))
})

it("a site's own way of dialling is used", () => {
  expect(dialStringOf({ type: 'extension', extension: '2000' }, { extension: 'Local/{extension}@phones', sip: '', number: '' })).toBe('Local/2000@phones')
})

it('headers hold nothing that a dialplan or a SIP message would take for more than a value', () => {
  const written = encodeHeaders({ 'X-One': 'a b&c=d,e^f)(g', 'X-Two\r\nX-Evil': 'x', 'X-Three': 'line\r\nbreak', 'X-Long': 'x'.repeat(2_001) })
  expect(written).toBe('X-One=a%20b%26c%3Dd%2Ce%5Ef%29%28g&X-Three=line%20%20break')
})
