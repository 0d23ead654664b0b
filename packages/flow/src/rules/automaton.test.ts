import { describe, expect, it } from 'vitest'
import { ruleAutomaton, stateAfter, type RuleState } from './automaton.js'
import type { Happening, ObservedNode, ObservedPlace } from './observation.js'
import { statementSchema } from './schema.js'

const node = (kind: ObservedNode['kind'], ...marks: string[]): ObservedNode => ({ id: `${kind}1`, kind, marks })
const turn = (fields: Partial<Extract<Happening, { what: 'turn' }>>): Happening => ({ what: 'turn', speaks: false, inFull: false, listens: false, sensitive: false, ...fields })
const at = (place: Partial<ObservedPlace>, happening: Happening): ObservedPlace & Happening => ({ onTheLine: true, ...place, ...happening })
const enters = (...marks: string[]) => at({ node: node('say', ...marks) }, { what: 'entered' })
const says = (...marks: string[]) => at({ node: node('say', ...marks) }, turn({ speaks: true, inFull: true }))
const asks = (...marks: string[]) => at({ node: node('ask', ...marks) }, turn({ speaks: true, listens: true }))
const takes = (way: string, ...marks: string[]) => at({ node: node('ask', ...marks) }, { what: 'left', ways: [way] })
const records = (action: 'start' | 'pause' | 'stop') => at({}, { what: 'effect', effect: { type: 'recording.set', action } })
const hangsUp = at({}, { what: 'effect', effect: { type: 'call.hang-up', cause: 'normal' } })
const lists = at({}, { what: 'effect', effect: { type: 'do-not-call.add', reason: 'flow' } })
const over = at({ onTheLine: false }, { what: 'over' })

const after = (statement: unknown, ...seen: Parameters<typeof stateAfter>[1]): RuleState => {
  const parsed = statementSchema.parse(statement)
  if ('is' in parsed) throw new Error('not temporal')
  return stateAfter(ruleAutomaton(parsed), seen)
}

describe('never', () => {
  const statement = { never: { effect: { type: 'recording.set', action: 'start' } } }

  it('is broken as soon as it happens, and for good', () => {
    expect(after(statement, enters(), records('stop'), asks())).toBe('open')
    expect(after(statement, records('start'), records('stop'), over)).toBe('broken')
  })
})

describe('first … before …', () => {
  const statement = { first: { mark: 'consent', way: 'affirm' }, before: { effect: { type: 'recording.set', action: 'start' } }, anewAfter: { mark: 'consent' } }

  it('is broken where the second comes without the first', () => {
    expect(after(statement, records('start'))).toBe('broken')
    expect(after(statement, enters('consent'), takes('deny', 'consent'), records('start'))).toBe('broken')
    expect(after(statement, takes('affirm', 'other'), records('start'))).toBe('broken')
  })

  it('holds where the first came before, as often as the second comes', () => {
    expect(after(statement, enters('consent'), takes('affirm', 'consent'), records('start'), records('start'))).toBe('met')
  })

  it('asks for the first anew after what makes it void', () => {
    expect(after(statement, takes('affirm', 'consent'), enters('consent'), takes('deny', 'consent'), records('start'))).toBe('broken')
  })

  it('holds where the first and the second are one', () => {
    expect(after({ first: { mark: 'identity' }, before: { speaks: true } }, enters('identity'), says('identity'), says())).toBe('met')
    expect(after({ first: { mark: 'identity', speaks: true }, before: { speaks: true } }, says('identity'))).toBe('met')
    expect(after({ first: { mark: 'identity' }, before: { speaks: true } }, enters(), says(), enters('identity'))).toBe('broken')
  })
})

describe('after … eventually …', () => {
  const statement = { after: { mark: 'optOut' }, eventually: { effect: { type: 'do-not-call.add' } } }

  it('is broken where the flow ends the call, and what is owed has not come by its end', () => {
    expect(after(statement, enters('optOut'), hangsUp)).toBe('ending')
    expect(after(statement, enters('optOut'), hangsUp, over)).toBe('broken')
  })

  it('holds where it comes, be it after the call', () => {
    expect(after(statement, enters('optOut'), lists, hangsUp, over)).toBe('open')
    expect(after(statement, enters('optOut'), hangsUp, lists, over)).toBe('open')
  })

  it('is owed each time anew', () => {
    expect(after(statement, enters('optOut'), lists, enters('optOut'), hangsUp, over)).toBe('broken')
  })

  it('is owed by nobody where the caller hangs up', () => {
    expect(after(statement, enters('optOut'), over)).toBe('open')
    expect(after(statement, enters('optOut'), at({ onTheLine: false }, { what: 'effect', effect: { type: 'call.hang-up' } }), over)).toBe('open')
  })
})

describe('after … nothing but …', () => {
  const statement = { after: { keyIntent: 'doNotCall' }, nothingBut: { any: [{ kind: 'hangup' }, { mark: 'farewell' }] } }
  const wants = at({ node: node('ask') }, { what: 'heard', keyIntent: 'doNotCall' })

  it('is broken where the call comes to another node', () => {
    expect(after(statement, wants, enters())).toBe('broken')
  })

  it('holds among the nodes that are allowed, before, and after the call', () => {
    expect(after(statement, enters(), wants, enters('farewell'), says('farewell'), at({ node: node('hangup') }, { what: 'entered' }), hangsUp)).toBe('inside')
    expect(after(statement, wants, at({ onTheLine: false, node: node('request') }, { what: 'entered' }))).toBe('inside')
  })
})

describe('while … never …', () => {
  const statement = {
    while: { from: { effect: { type: 'recording.set', action: 'start' } }, until: { any: [{ effect: { type: 'recording.set', action: 'pause' } }, { effect: { type: 'recording.set', action: 'stop' } }] } },
    never: { listens: true, sensitive: true },
  }
  const asksSecret = at({ node: node('collect') }, turn({ speaks: true, listens: true, sensitive: true }))

  it('is broken between the beginning and the end alone', () => {
    expect(after(statement, asksSecret, records('start'), asks(), records('pause'), asksSecret)).toBe('open')
    expect(after(statement, records('start'), asksSecret)).toBe('broken')
    expect(after(statement, records('start'), records('stop'), records('start'), asksSecret)).toBe('broken')
  })

  it('lasts to the end of the call where no end is named', () => {
    expect(after({ while: { from: { mark: 'optOut' } }, never: { listens: true } }, enters('optOut'), says(), asks())).toBe('broken')
  })

  it('begins anew with what begins and ends it at once', () => {
    const goodbye = { while: { from: { listens: true }, until: { inFull: true } }, never: { effect: { type: 'call.hang-up' } } }

    expect(after(goodbye, at({}, turn({ speaks: true, listens: true, inFull: true })), hangsUp)).toBe('broken')
    expect(after(goodbye, asks(), says(), hangsUp)).toBe('open')
  })
})

describe('while several times run … never …', () => {
  const statement = {
    while: [
      { from: { effect: { type: 'recording.set', action: 'start' } }, until: { effect: { type: 'recording.set', action: 'stop' } } },
      { from: { mark: 'consent', way: 'deny' }, until: { mark: 'consent', way: 'affirm' } },
    ],
    never: { listens: true },
  }

  it('is broken where all of them run', () => {
    expect(after(statement, takes('affirm', 'consent'), records('start'), asks(), takes('deny', 'consent'))).toBe('within 11')
    expect(after(statement, records('start'), takes('deny', 'consent'), asks())).toBe('broken')
    expect(after(statement, takes('deny', 'consent'), records('start'), asks())).toBe('broken')
  })

  it('holds where one of them does not', () => {
    expect(after(statement, records('start'), asks(), records('stop'), takes('deny', 'consent'), asks())).toBe('within 01')
    expect(after(statement, takes('deny', 'consent'), asks(), takes('affirm', 'consent'), records('start'), asks())).toBe('within 10')
    expect(after(statement, records('start'), takes('deny', 'consent'), records('stop'), takes('affirm', 'consent'), asks())).toBe('open')
  })
})

describe('a selector', () => {
  const never = (selector: unknown, ...seen: Parameters<typeof stateAfter>[1]): boolean => after({ never: selector }, ...seen) === 'broken'

  it('that names a node alone is the coming to it', () => {
    expect(never({ kind: 'say', mark: 'price' }, enters('price'))).toBe(true)
    expect(never({ kind: 'say', mark: 'price' }, says('price'), enters('other'))).toBe(false)
  })

  it('holds as a whole', () => {
    expect(never({ mark: 'price', speaks: true }, enters('price'), says())).toBe(false)
    expect(never({ mark: 'price', speaks: true }, says('price'))).toBe(true)
    expect(never({ mark: 'price', onTheLine: false }, enters('price'))).toBe(false)
  })

  it('takes any of several, and what is not', () => {
    expect(never({ any: [{ mark: 'a' }, { tag: 'b' }] }, enters('a'))).toBe(true)
    expect(never({ any: [{ mark: 'a' }, { tag: 'b' }] }, at({}, { what: 'effect', effect: { type: 'call.tag', tag: 'b' } }))).toBe(true)
    expect(never({ speaks: true, any: [{ mark: 'a' }, { mark: 'b' }] }, enters('a'), says('c'))).toBe(false)
    expect(never({ speaks: true, not: { mark: 'a' } }, says('a'))).toBe(false)
    expect(never({ speaks: true, not: { mark: 'a' } }, says('b'))).toBe(true)
    expect(never({ not: { mark: 'a' } }, says('b'), enters('a'))).toBe(false)
    expect(never({ not: { mark: 'a' } }, enters('b'))).toBe(true)
  })

  it('knows the direction of a call where it is known', () => {
    expect(never({ speaks: true, direction: 'outbound' }, says())).toBe(false)
    expect(never({ speaks: true, direction: 'outbound' }, { ...says(), direction: 'outbound' })).toBe(true)
  })

  it('finds a variable of consent that becomes true', () => {
    expect(never({ givesConsent: true }, at({}, { what: 'consent' }))).toBe(true)
  })
})
