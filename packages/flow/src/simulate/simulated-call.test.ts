import type { Alternative, Expectation, Interpretation } from '@callchart/protocol'
import { describe, expect, it } from 'vitest'
import { compileFlow } from '../compile/compile-flow.js'
import { parseFlow } from '../document/parse.js'
import { createFlowMachine } from '../step/machine.js'
import { SimulatedCall, type SimulationOptions } from './simulated-call.js'

const say = (text: string) => ({ en: [text] })
const parsed = parseFlow({
  schemaVersion: 1, id: 'pizza', name: 'Pizza', languages: ['en'],
  variables: { size: { type: 'number' }, pin: { type: 'string' } },
  intents: { order: { name: 'Order', phrases: { en: ['order'] } } },
  keyIntents: { human: { to: 'kitchen' } },
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'wish' },
    { id: 'wish', kind: 'ask', name: 'Wish', prompt: say('Your wish?'), branches: [{ on: 'order', to: 'pin' }], noInput: { attempts: 1, to: 'bye' }, noMatch: { attempts: 1, to: 'bye' } },
    { id: 'pin', kind: 'collect', name: 'Pin', prompt: say('Your pin?'), variable: 'pin', minCount: 2, maxCount: 2, noInput: { to: 'bye' }, noMatch: { to: 'bye' }, next: 'fetch' },
    { id: 'fetch', kind: 'request', name: 'Fetch', url: 'endpoint://pizza/{{ pin }}', save: { size: 'body.size' }, next: 'told', failure: 'kitchen', outcomeUnknown: 'bye' },
    { id: 'told', kind: 'say', name: 'Told', prompt: say('Size {{ size }}.'), interruptible: false, next: 'bye' },
    { id: 'kitchen', kind: 'transfer', name: 'Kitchen', queue: 'kitchen', next: 'bye', busy: 'wish', noAnswer: 'wish', failed: 'wish' },
    { id: 'bye', kind: 'hangup', name: 'Bye', prompt: say('Goodbye.') },
  ],
})
if (!('document' in parsed)) throw new Error(JSON.stringify(parsed.problems))
const machine = createFlowMachine(compileFlow(parsed.document))

/** Scripted understanding: the word is the intent, "human" the key intent, digits the value. */
const interpret = ([best]: readonly Alternative[], expectation: Expectation): Interpretation => {
  const text = best?.text ?? ''
  const base = { text, confidence: 1, slots: {}, why: { by: 'phrase', losing: [] } } as const
  if (text === 'human') return { ...base, type: 'key-intent', keyIntent: 'human' }
  if (expectation.intents.includes(text)) return { ...base, type: 'intent', intent: text }
  return expectation.value === undefined ? { ...base, type: 'no-match' } : { ...base, type: 'value', value: text }
}
const place = (options: Partial<SimulationOptions> = {}): SimulatedCall =>
  new SimulatedCall(machine, { interpret, http: () => ({ status: 200, body: { size: 3 } }), ...options })
const bot = (call: SimulatedCall): string[] => call.lines.filter(({ who }) => who === 'bot').map(({ text }) => text)

describe('a simulated call', () => {
  it('goes from the first prompt to the last', () => {
    const call = place()

    call.says('order')
    call.says('42')

    expect(bot(call)).toEqual(['Your wish?', 'Your pin?', 'Size 3.', 'Goodbye.'])
    expect(call.path).toEqual(['start', 'wish', 'pin', 'fetch', 'told', 'bye'])
    expect(call.variables).toMatchObject({ pin: '42', size: 3 })
    expect(call.isOver).toBe(true)
  })

  it('takes keys, also those typed ahead', () => {
    const call = place()

    call.presses('42#')
    expect(call.question?.nodeId).toBe('wish')
    call.says('order')

    expect(call.variables.pin).toBe('42')
  })

  it('gives answers and timers their time', () => {
    const call = place({ http: () => ({ status: 200, body: { size: 9 }, afterMs: 2_500 }), startsAt: 5_000 })
    call.says('order')
    call.presses('42')

    call.advance(2_000)
    expect(call.statePath[0]).toBe('fetch')
    call.advance(500)

    expect(call.variables.size).toBe(9)
    expect(call.events.at(-1)?.at).toBe(7_500)
  })

  it('takes each way out of a request', () => {
    const ends = [{ status: 500, body: null }, { failure: 'timeout' }, { outcomeUnknown: true as const }].map((answer) => {
      const call = place({ http: () => answer })
      call.says('order')
      call.presses('42')
      return call.path.at(-1)
    })

    expect(ends).toEqual(['kitchen', 'kitchen', 'bye'])
    const alone = new SimulatedCall(machine, { interpret })
    alone.says('order')
    alone.presses('42')
    expect(alone.path.at(-1)).toBe('kitchen')
  })

  it('plays every part that a human can have in a transfer', () => {
    const after = (happens: (call: SimulatedCall) => void): string | undefined => {
      const call = place()
      call.says('human')
      happens(call)
      return call.path.at(-1)
    }

    expect(after((call) => call.agentIsBusy())).toBe('wish')
    expect(after((call) => call.nobodyAnswers())).toBe('wish')
    expect(after((call) => call.transferFails('line down'))).toBe('wish')
    expect(after((call) => { call.agentAnswers('anna'); call.agentLeaves() })).toBe('bye')
    expect(after((call) => call.hangsUp())).toBe('kitchen')
  })

  it('refuses what cannot happen, and says where the call is', () => {
    const call = place()

    expect(() => call.agentLeaves()).toThrow(/No transfer is under way: the call is in wish/)
    call.says('human')
    expect(() => call.says('order')).toThrow(/nobody listens: the call is in kitchen/)
    expect(() => call.staysSilent()).toThrow(/stays silent, but nobody listens/)
  })

  it('leaves a question by silence and by nonsense', () => {
    const silent = place()
    silent.staysSilent()
    silent.staysSilent()
    const lost = place()
    lost.says('gibberish')
    lost.says('gibberish')

    expect(silent.isOver).toBe(true)
    expect(lost.isOver).toBe(true)
  })
})
