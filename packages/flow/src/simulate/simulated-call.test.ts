import type { Alternative, Expectation, Interpretation } from '@callchart/protocol'
import { describe, expect, it } from 'vitest'
import { calendarSchema, type Calendar } from '../calendar/schema.js'
import { compileFlow } from '../compile/compile-flow.js'
import { parseFlow } from '../document/parse.js'
import { createFlowMachine } from '../step/machine.js'
import { flowOf } from '../fixtures/driven-chart.js'
import { everyKind, everyKindResources } from '../fixtures/every-kind.js'
import { SimulatedCall } from './simulated-call.js'
import type { SimulationOptions } from './simulation.js'

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

  it('waits for the answer to a request that is held', () => {
    const call = place({ holds: ({ type }) => type === 'request.send' })
    call.says('order')
    call.says('42')

    const [held] = call.held
    expect(call.statePath[0]).toBe('fetch')
    expect(held).toMatchObject({ type: 'request.send', url: 'endpoint://pizza/42' })
    if (held?.type === 'request.send') call.requestIsAnswered(held.requestId, { status: 200, body: { size: 7 } })

    expect(call.held).toEqual([])
    expect(call.variables.size).toBe(7)
    expect(() => call.requestIsAnswered('r9', { failure: 'late' })).toThrow('Nothing waits for the answer "r9"')
  })

  it('gives a call up that goes round and waits for nobody', () => {
    const round = parseFlow({
      schemaVersion: 1, id: 'round', name: 'Round', languages: ['en'],
      nodes: [
        { id: 'start', kind: 'start', name: 'Start', next: 'one' },
        { id: 'one', kind: 'say', name: 'One', prompt: say('One.'), interruptible: false, next: 'two' },
        { id: 'two', kind: 'say', name: 'Two', prompt: say('Two.'), interruptible: false, next: 'one' },
      ],
    })
    if (!('document' in round)) throw new Error(JSON.stringify(round.problems))
    const call = new SimulatedCall(createFlowMachine(compileFlow(round.document)), { interpret })

    expect(call.isEndless).toBe(true)
    expect(call.isOver).toBe(true)
    expect(place().isEndless).toBe(false)
  })

  it('tells when something comes by itself', () => {
    const call = place()

    expect(call.dueInMs).toBe(30 * 60_000)
    call.advance(60_000)
    expect(call.dueInMs).toBe(29 * 60_000)
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

  it('takes a turn that fails for one without an answer', () => {
    const call = place()

    call.turnFails('no sound goes through')

    expect(call.events.at(-1)).toMatchObject({ type: 'turn.failed', cause: 'no sound goes through' })
    expect(call.question?.nodeId).toBe('wish')
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

describe('a simulated call at a counter with hours and a mailbox', () => {
  const shop = flowOf([
    { id: 'office', kind: 'hours', name: 'Office', calendar: 'shop', open: 'opened', closed: 'mailbox' },
    { id: 'opened', kind: 'hangup', name: 'Opened' },
    { id: 'mailbox', kind: 'voicemail', name: 'Mailbox', prompt: { 'en-US': ['After the tone.'] }, mailbox: 'shop', maxMs: 5_000, next: 'kept', empty: 'silent', failed: 'silent' },
    { id: 'kept', kind: 'hangup', name: 'Kept' },
    { id: 'silent', kind: 'hangup', name: 'Silent' },
  ])
  const calendar = calendarSchema.parse({
    schemaVersion: 1,
    id: 'shop',
    name: 'Shop',
    timeZone: 'UTC',
    weekly: [{ days: ['mon'], from: '09:00', to: '17:00' }],
    holidays: [{ date: '2026-12-28', name: 'Stocktaking' }],
  })
  const callAt = (utc: string, calendars: ReadonlyMap<string, Calendar> | undefined = new Map([['shop', calendar]])) =>
    new SimulatedCall(createFlowMachine(compileFlow(shop)), { interpret, startsAt: Date.parse(utc), ...(calendars.size === 0 ? {} : { calendars }) })
  const night = () => callAt('2026-12-21T20:00Z')

  it('is answered by the calendar at the time of the call', () => {
    expect(callAt('2026-12-21T10:00Z').path.at(-1)).toBe('opened')
    expect(night().path.at(-1)).toBe('mailbox')
    expect(callAt('2026-12-28T10:00Z').events.at(-1)).toMatchObject({ type: 'hours.closed', reason: 'holiday', holiday: 'Stocktaking' })
    expect(callAt('2026-12-21T10:00Z', new Map()).events.at(-1)).toMatchObject({ type: 'hours.failed' })
  })

  it('leaves a message by words, or by its length', () => {
    const spoken = night()
    spoken.says('call me back')
    const long = night()
    long.leavesMessage(9_000)

    expect(spoken.effects).toContainEqual({ type: 'voicemail.keep', mailbox: 'shop', turnId: 't1', durationMs: 720 })
    expect(spoken.lines.at(-1)).toMatchObject({ who: 'caller', text: 'call me back' })
    expect(long.events.findLast(({ type }) => type === 'turn.recorded')).toMatchObject({ durationMs: 5_000, endedBy: 'max-length' })
    expect(long.path.at(-1)).toBe('kept')
  })

  it('leaves nothing by silence, by the end key alone, and by hanging up', () => {
    const silent = night()
    silent.staysSilent()
    const keyed = night()
    keyed.presses('1')
    expect(keyed.statePath).toEqual(['mailbox', 'recording'])
    keyed.presses('#')
    const gone = night()
    gone.hangsUp()

    expect([silent, keyed].map((call) => call.path.at(-1))).toEqual(['silent', 'silent'])
    expect(keyed.events.findLast(({ type }) => type === 'turn.recorded')).toMatchObject({ endedBy: 'key' })
    expect(gone.events.slice(-2)).toMatchObject([{ type: 'turn.recorded', endedBy: 'hang-up' }, { type: 'caller.hung-up' }])
    expect([silent, keyed, gone].some((call) => call.effects.some(({ type }) => type === 'voicemail.keep'))).toBe(false)
  })
})

describe('a simulated call through sub-flows', () => {
  it('goes in and comes back', () => {
    const call = new SimulatedCall(createFlowMachine(compileFlow(everyKind(), everyKindResources())), { interpret })

    call.says('order')
    call.presses('4')
    call.says('extras/more')
    call.presses('12#')
    call.presses('3#')

    expect(call.path).toEqual(expect.arrayContaining(['moreExtras', 'moreExtras.more', 'moreExtras.code', 'moreExtras.rating', 'moreExtras.rating.stars', 'moreExtras.done', 'book']))
    expect(call.variables).toMatchObject({ size: 3, big: false, moreExtras__count: 3, moreExtras__rating__limit: 3 })
  })
})

describe('what holds everywhere, in a simulated call', () => {
  const shop = parseFlow({
    schemaVersion: 1, id: 'shop', name: 'Shop', languages: ['en', 'zh'],
    settings: { maxCallMs: 60_000 },
    variables: { report: { type: 'number' } },
    intents: { order: { name: 'Order' }, open: { name: 'Open' }, chinese: { name: 'Chinese' } },
    keyIntents: { doNotCall: { to: 'bye' }, repeat: {}, goBack: {} },
    auxiliary: [{ intent: 'open', to: 'hours', pullBack: { en: ['Back to it.'], zh: ['继续。'] } }],
    onHangup: 'note',
    nodes: [
      { id: 'start', kind: 'start', name: 'Start', next: 'welcome' },
      { id: 'welcome', kind: 'say', name: 'Welcome', prompt: { en: ['Welcome.'], zh: ['欢迎。'] }, next: 'wish' },
      { id: 'wish', kind: 'ask', name: 'Wish', prompt: { en: ['Your wish?'], zh: ['要什么？'] }, branches: [{ on: 'order', to: 'size' }, { on: 'chinese', to: 'chinese' }], noInput: { to: 'bye' }, noMatch: { to: 'bye' } },
      { id: 'chinese', kind: 'set', name: 'Chinese', language: 'zh', next: 'wish' },
      { id: 'size', kind: 'menu', name: 'Size', prompt: { en: ['One for small.'], zh: ['小份按一。'] }, choices: [{ digit: '1', to: 'bye' }], noInput: { to: 'bye' }, noMatch: { to: 'bye' } },
      { id: 'hours', kind: 'say', name: 'Hours', prompt: { en: ['From nine to five.'], zh: ['九点到五点。'] }, next: 'back' },
      { id: 'back', kind: 'jump', name: 'Back', back: true },
      { id: 'bye', kind: 'hangup', name: 'Bye', prompt: { en: ['Bye.'], zh: ['再见。'] }, cause: 'served' },
      { id: 'note', kind: 'request', name: 'Note', url: 'endpoint://shop/over', saveStatus: 'report', next: 'over', failure: 'over' },
      { id: 'over', kind: 'hangup', name: 'Over' },
    ],
  })
  if (!('document' in shop)) throw new Error(JSON.stringify(shop.problems))
  const shopMachine = createFlowMachine(compileFlow(shop.document))
  const languages: string[] = []
  const understand: SimulationOptions['interpret'] = ([best], expectation, language) => {
    const text = best?.text ?? ''
    const base = { text, confidence: 1, slots: {}, why: { by: 'phrase', losing: [] } } as const
    languages.push(language)
    const keyIntent = expectation.keyIntents.find((name) => name === text)
    if (keyIntent !== undefined) return { ...base, type: 'key-intent', keyIntent }
    if (expectation.auxiliary?.includes(text) === true) return { ...base, type: 'auxiliary', intent: text }
    return expectation.intents.includes(text) ? { ...base, type: 'intent', intent: text } : { ...base, type: 'no-match' }
  }
  const visit = (options: Partial<SimulationOptions> = {}): SimulatedCall =>
    new SimulatedCall(shopMachine, { interpret: understand, http: () => ({ status: 204, body: null }), ...options })
  const since = (call: SimulatedCall, act: () => void): string[] => {
    const before = bot(call).length
    act()
    return bot(call).slice(before)
  }

  it('answers a global question and comes back', () => {
    const call = visit()
    call.says('order')

    expect(since(call, () => call.says('open'))).toEqual(['From nine to five.', 'Back to it.', 'One for small.'])
    expect(call.question?.nodeId).toBe('size')
  })

  it('says everything again, and goes back', () => {
    const call = visit()

    expect(since(call, () => call.says('repeat'))).toEqual(['Welcome.', 'Your wish?'])
    call.says('order')
    expect(since(call, () => call.says('goBack'))).toEqual(['Your wish?'])
  })

  it('switches the language, and is understood in it', () => {
    const call = visit()
    call.says('chinese')
    expect(bot(call).at(-1)).toBe('要什么？')
    call.says('order')

    expect(languages.slice(-2)).toEqual(['en', 'zh'])
  })

  it('goes on without the caller when he hangs up, and is over when that is', () => {
    const call = visit({ http: () => ({ status: 204, body: null, afterMs: 2_000 }) })

    call.hangsUp()
    expect(call.isHungUp).toBe(true)
    expect(call.isOver).toBe(false)
    expect(() => call.says('order')).toThrow(/nobody listens: the call is in note.pending/)
    expect(() => call.hangsUp()).toThrow(/closed already/)
    call.advance(2_000)

    expect(call.isOver).toBe(true)
    expect(call.path.slice(-2)).toEqual(['note', 'over'])
    expect(call.variables.report).toBe(204)
  })

  it('does so too when the flow hangs up, or somebody else, or the longest time is over', () => {
    const ended = [
      (call: SimulatedCall) => call.says('doNotCall'),
      (call: SimulatedCall) => call.endsFromOutside('operator'),
      (call: SimulatedCall) => call.advance(60_000),
    ].map((act) => {
      const call = visit()
      act(call)
      return [call.isOver, call.variables.report, call.effects.flatMap((effect) => (effect.type === 'call.hang-up' ? [effect.cause] : []))]
    })

    expect(ended).toEqual([
      [true, 204, ['served']],
      [true, 204, ['operator']],
      [true, 204, ['max-duration']],
    ])
  })
})
