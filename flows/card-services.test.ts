import { readFileSync } from 'node:fs'
import { compileFlow, createFlowMachine, readFlow, SimulatedCall, type HttpRequestEffect, type SimulatedAnswer, type SimulationOptions } from '@callchart/flow'
import { createInterpreter, trainUnderstanding } from '@callchart/nlu'
import { describe, expect, it } from 'vitest'

const { document, problems } = readFlow(readFileSync(new URL('./card-services.flow.json', import.meta.url), 'utf8'))
if (document === undefined) throw new Error(JSON.stringify(problems))
const compiled = compileFlow(document)
const machine = createFlowMachine(compiled)
const [source] = compiled.manifest.understanding
if (source === undefined) throw new Error('the flow has no language')
const interpreter = createInterpreter(trainUnderstanding(source))
const now = new Date('2026-11-02T10:00:00Z')

const cards = ({ method, url }: HttpRequestEffect): SimulatedAnswer => {
  if (url.includes('/0000/')) return { status: 404, body: { error: 'unknown card' } }
  if (method === 'POST') return { status: 200, body: { reference: 'B-1042' } }
  return { status: 200, body: { lastFour: '4321', balance: 1250.4, currency: 'USD', dueDate: '2026-12-05' } }
}

const placeCall = (options: Partial<SimulationOptions> = {}): SimulatedCall =>
  new SimulatedCall(machine, { interpret: (heard, expectation) => interpreter.interpret(heard, expectation, { now, timeZone: 'UTC' }), http: cards, ...options })

const heard = (call: SimulatedCall): string => call.lines.filter(({ who }) => who === 'bot').map(({ text }) => text).join('\n')
const lastHeard = (call: SimulatedCall): string => call.lines.filter(({ who }) => who === 'bot').at(-1)?.text ?? ''

describe('card services', () => {
  it('has no problem', () => {
    expect(problems).toEqual([])
  })

  it('tells the balance of a card and takes the next wish', () => {
    const call = placeCall()

    call.says('check my balance')
    call.presses('4321#')

    expect(heard(call)).toMatch(/ending in 4,? 3,? 2,? 1/)
    expect(heard(call)).toMatch(/1,?250 dollars and 40 cents|1,?250\.40/)
    expect(call.statePath[0]).toBe('question')
    expect(call.path).toEqual(['start', 'welcome', 'question', 'setBalanceTopic', 'balanceCard', 'fetchBalance', 'sayBalance', 'question'])
  })

  it('takes spoken digits', () => {
    const call = placeCall()

    call.says('what is my balance')
    call.says('four three two one')

    expect(call.path).toContain('sayBalance')
    expect(call.variables.lastFour).toBe('4321')
  })

  it('keeps digits typed ahead for the question that takes them', () => {
    const call = placeCall()

    call.presses('4321#')
    call.says('check my balance')

    expect(call.path).toContain('sayBalance')
    expect(call.statePath[0]).toBe('question')
  })

  it('says that a card is unknown, and that the system is away', () => {
    const unknown = placeCall()
    unknown.says('check my balance')
    unknown.presses('0000#')
    const away = placeCall({ http: () => ({ failure: 'timeout' }) })
    away.says('check my balance')
    away.presses('4321#')

    expect(unknown.path).toContain('cardUnknown')
    expect(away.path).toContain('systemDown')
  })

  it('covers a slow answer with a filler', () => {
    const call = placeCall({ http: (request) => ({ ...cards(request), afterMs: 3_000 }) })
    call.says('check my balance')
    call.presses('4321#')

    call.advance(2_000)
    expect(lastHeard(call)).toBe('One moment, please.')

    call.advance(2_000)
    expect(call.path).toContain('sayBalance')
  })

  it('blocks a lost card after a yes, once', () => {
    const call = placeCall()

    call.says('i lost my card')
    call.presses('4321#')
    call.says('yes please')

    expect(call.effects.filter(({ type }) => type === 'request.send')).toMatchObject([{ method: 'POST', url: 'endpoint://cards/cards/4321/block', idempotent: true }])
    expect(heard(call)).toMatch(/Your card is blocked. Your reference is B/)
  })

  it('leaves the card as it is after a no', () => {
    const call = placeCall()

    call.says('i lost my card')
    call.presses('4321#')
    call.says('no')

    expect(call.path).toContain('notBlocked')
    expect(call.effects.some(({ type }) => type === 'request.send')).toBe(false)
  })

  it('tells the opening hours, and ends when the caller wants nothing else', () => {
    const call = placeCall()

    call.says('when are you open')
    call.says('no thank you')

    expect(call.path).toContain('hours')
    expect(lastHeard(call)).toMatch(/Goodbye/)
    expect(call.effects.at(-1)).toEqual({ type: 'call.hang-up', cause: 'normal' })
    expect(call.isOver).toBe(true)
  })

  describe('that cannot tell two wishes apart', () => {
    /** The first utterance may mean either; what follows is understood as ever. */
    const undecided = (): SimulatedCall => {
      const call = placeCall({
        interpret: (alternatives, expectation) => {
          const [{ text } = { text: '' }] = alternatives
          if (text !== 'something about my card' || expectation.disambiguates !== true) return interpreter.interpret(alternatives, expectation, { now, timeZone: 'UTC' })
          const why = { by: 'classifier', losing: [{ intent: 'lostCard', confidence: 0.4 }, { intent: 'balance', confidence: 0.35 }] } as const
          return { type: 'ambiguous', text, confidence: 0.4, slots: {}, why, intents: ['lostCard', 'balance'], slotsByIntent: {} }
        },
      })
      call.says('something about my card')
      return call
    }

    it('asks which of them it is', () => {
      const call = undecided()

      expect(lastHeard(call)).toBe('Is it about a lost or stolen card, or about the balance of your card?')
      expect(call.statePath).toEqual(['question', 'choosing'])
    })

    it.each([
      ['the first one', 'setLostTopic'],
      ['stolen', 'setLostTopic'],
      ['the second one please', 'setBalanceTopic'],
      ['the balance', 'setBalanceTopic'],
      ['i mean what is my balance', 'setBalanceTopic'],
      ['speak to an agent', 'toHuman'],
    ])('takes "%s" for %s', (answer, node) => {
      const call = undecided()

      call.says(answer)

      expect(call.path.slice(3)[0]).toBe(node)
    })

    it('asks again after a yes, and puts the first question again to who means neither', () => {
      const call = undecided()

      call.says('yes')
      expect(lastHeard(call)).toMatch(/^Is it about a lost or stolen card/)
      call.says('neither of them')

      expect(lastHeard(call)).toMatch(/^Sorry, I did not understand/)
      expect(call.statePath).toEqual(['question', 'asking'])
    })
  })

  it.each(['question', 'balanceCard', 'confirmBlock'])('takes the caller from %s to a human, who is told what it is about', (where) => {
    const call = placeCall()
    if (where !== 'question') call.says(where === 'balanceCard' ? 'check my balance' : 'i lost my card')
    if (where === 'confirmBlock') call.presses('4321#')
    expect(call.statePath[0]).toBe(where)

    call.says('speak to an agent')

    expect(call.transfer).toMatchObject({ target: { type: 'queue', queue: 'cards' }, maxWaitMs: 60_000 })
    call.agentAnswers()
    call.agentLeaves()
    expect(lastHeard(call)).toMatch(/Goodbye/)
  })

  it('comes back to the question when nobody is free', () => {
    for (const nobody of ['agentIsBusy', 'nobodyAnswers'] as const) {
      const call = placeCall()
      call.says('speak to an agent')

      call[nobody]()

      expect(call.path).toContain('nobodyFree')
      expect(call.statePath[0]).toBe('question')
    }
  })

  it('marks a complaint and gets a human', () => {
    const call = placeCall()

    call.says('i want to make a complaint')

    expect(call.effects).toContainEqual({ type: 'call.tag', tag: 'complaint' })
    expect(call.transfer?.summary).toContain('a complaint')
  })

  it('asks twice more and then says goodbye to a caller who stays silent', () => {
    const call = placeCall()

    call.staysSilent()
    call.staysSilent()
    expect(lastHeard(call)).toMatch(/You can say balance/)
    call.staysSilent()

    expect(call.effects.at(-1)).toEqual({ type: 'call.hang-up', cause: 'no-input' })
  })

  it('asks twice more and then gets a human for a caller whom it does not understand', () => {
    const call = placeCall()

    for (const nonsense of ['purple elephants dance', 'the moon is made of cheese', 'seventeen trombones']) call.says(nonsense)

    expect(call.path).toContain('notUnderstood')
    expect(call.transfer).toBeDefined()
  })

  it('does not begin anew where it could not help and nobody is free', () => {
    const call = placeCall()
    for (const nonsense of ['purple elephants dance', 'the moon is made of cheese', 'seventeen trombones']) call.says(nonsense)

    call.agentIsBusy()

    expect(lastHeard(call)).toMatch(/call again a little later/)
    expect(call.isHungUp).toBe(true)
  })

  it('ends with the caller, wherever that is', () => {
    const call = placeCall()
    call.says('speak to an agent')

    call.hangsUp()

    expect(call.statePath).toEqual(['ended'])
  })
})
