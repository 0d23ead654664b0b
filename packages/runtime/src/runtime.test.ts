import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokenFlow, deskFlow, doorFlow, nowhereFlow, serviceFlow, wordThatBreaks } from './testing/flows.js'
import { numberAlone } from './testing/number-alone.js'
import { ScriptedService } from './testing/scripted-service.js'
import { World } from './testing/world.js'

let world: World
let service: ScriptedService
beforeAll(async () => {
  service = await ScriptedService.open()
  const flows = { desk: deskFlow, door: doorFlow, nowhere: nowhereFlow, broken: brokenFlow, get: serviceFlow('get', 'GET') }
  world = await World.open(flows, { endpoints: { service: service.url } })
}, 60_000)
afterAll(async () => {
  await world.close()
  await service.close()
})

const ended = (callId: string) => world.logged.take((line) => line.msg === 'call ended' && line.callId === callId)

describe('a call', () => {
  it('runs from the greeting to the goodbye, and is seen as it goes', async () => {
    const { callId, bridge } = await world.calls({ dnis: '+15550001', ani: '+15559999' })

    const question = await bridge.plays()
    expect(question.prompts.map((prompt) => prompt.text)).toEqual(['How can I help?'])
    expect(question.listen?.phrases).toContain('what are your opening hours')
    const listening = await world.view(callId)
    expect(listening).toMatchObject({
      status: 'active',
      flow: 'desk',
      ani: '+15559999',
      listening: { turnId: question.turnId },
      path: ['begin', 'ask'],
    })

    await bridge.hears(question, 'what are your opening hours')
    const goodbye = await bridge.plays()
    expect(goodbye.prompts[0]).toMatchObject({ text: 'Goodbye.', interruptible: false })
    await bridge.next('call.hang-up')
    await bridge.hangsUp()
    expect(await bridge.ended).toMatchObject({ status: 0 })

    const over = await world.view(callId)
    expect(over).toMatchObject({
      status: 'ended',
      disposition: 'completed',
      path: ['begin', 'ask', 'tagHours', 'bye'],
      tags: ['hours'],
      listening: null,
    })
    expect(over.transcript.map(({ who, text, intent }) => [who, text, intent])).toEqual([
      ['bot', 'How can I help?', undefined],
      ['caller', 'what are your opening hours', 'hours'],
      ['bot', 'Goodbye.', undefined],
    ])
    expect(over.transcript[1]).toMatchObject({ endpointSilenceMs: 700, nodeId: 'ask' })
    expect(over.cdr).toHaveLength(1)
    expect(over.cdr[0]).toMatchObject({
      legId: 'caller',
      disposition: 'completed',
      hungUpBy: 'bot',
      turns: 2,
      tags: ['hours'],
      intents: ['hours'],
    })
  })

  it('hides what is typed where it is sensitive, in the view and in the log', async () => {
    const { callId, bridge } = await world.calls({ flow: 'desk' })
    await bridge.hears(await bridge.plays(), 'set my pin code')

    const { turnId } = await bridge.plays()
    await bridge.fact({ type: 'digit.pressed', turnId, digit: '4' })
    await bridge.fact({ type: 'digits', turnId, digits: '4711', endedBy: 'max-count' })
    await bridge.plays()

    const view = await world.view(callId)
    expect(view.transcript.map(({ text }) => text)).toContain('••••')
    expect(view.variables).toMatchObject({ code: '••••' })
    expect(JSON.stringify(view)).not.toMatch(numberAlone('4711'))
    const logged = JSON.stringify(world.allLogged)
    for (const hidden of [numberAlone('4711'), 'pin code']) expect(logged).not.toMatch(hidden)
    await bridge.hangsUp()
  })

  it('asks again after silence and after words that fit nothing, then takes the way out', async () => {
    const { callId, bridge } = await world.calls({ flow: 'desk' })

    await bridge.hears(await bridge.plays(), 'purple elephants dance')
    await bridge.hears(await bridge.plays(), '')
    const goodbye = await bridge.plays()

    expect(goodbye.prompts[0]?.text).toBe('Goodbye.')
    const view = await world.view(callId)
    expect(view.transcript.filter(({ who }) => who === 'caller').map(({ intent }) => intent)).toEqual([undefined, undefined])
    await bridge.hangsUp()
    const metrics = await (await fetch(`${world.runtime.url}/metrics`)).text()
    expect(metrics).toMatch(/callchart_no_match_total [2-9]/)
  })

  it('takes each numbered fact once and ignores facts of another turn', async () => {
    const { callId, bridge } = await world.calls({ flow: 'desk' })
    const first = await bridge.plays()
    await bridge.fact({ type: 'no-input', turnId: first.turnId })
    const second = await bridge.plays()

    const { length: before } = (await world.view(callId)).effects
    bridge.report({ type: 'no-input', turnId: second.turnId }, 2)
    await bridge.hears(first, 'what are your opening hours')
    await bridge.fact({ type: 'no-input', turnId: 'unheard-of' })

    expect((await world.view(callId)).effects).toHaveLength(before)
    expect(bridge.unread).toEqual([])
    await bridge.hangsUp()
  })

  it('acknowledges guesses of the recogniser without keeping them', async () => {
    const { callId, bridge } = await world.calls({ flow: 'desk' })
    const { turnId } = await bridge.plays()

    await bridge.fact({ type: 'hypothesis', turnId, text: 'what are', stability: 0.5 })
    await bridge.fact({ type: 'speech.started', turnId })

    expect((await world.view(callId)).transcript).toHaveLength(1)
    await bridge.hangsUp()
  })

  it('keeps a resumed prompt in one line of the transcript', async () => {
    const { callId, bridge } = await world.calls({ flow: 'desk' })
    const { turnId, prompts } = await bridge.next('turn.start')
    const promptId = prompts[0]?.promptId ?? ''

    await bridge.fact({ type: 'prompt.started', turnId, promptId })
    await bridge.fact({ type: 'prompt.interrupted', turnId, promptId, playedMs: 300, by: 'speech' })
    await bridge.fact({ type: 'prompt.resumed', turnId, promptId, playedMs: 300 })
    await bridge.fact({ type: 'prompt.finished', turnId, promptId })

    const { transcript } = await world.view(callId)
    expect(transcript).toHaveLength(1)
    expect(transcript[0]?.endMs).toBe(bridge.atMs)
    await bridge.hangsUp()
  })

  it('ends when the caller hangs up', async () => {
    const { callId, bridge } = await world.calls({ flow: 'desk' })
    await bridge.plays()

    await bridge.hangsUp()
    await bridge.ended

    expect(await world.view(callId)).toMatchObject({
      status: 'ended',
      disposition: 'caller-hung-up',
      cdr: [{ hungUpBy: 'caller', hangUpCause: 'normal' }],
    })
  })

  it('ends when it is longer than its flow allows', async () => {
    const { callId, bridge } = await world.calls({ flow: 'desk' })

    await bridge.fact({ type: 'caller.hung-up', cause: 'max-duration' })
    await bridge.ended

    expect(await world.view(callId)).toMatchObject({ disposition: 'max-duration', cdr: [{ hungUpBy: 'system' }] })
  })

  it('ends when somebody asks for it over HTTP', async () => {
    const { callId, bridge } = await world.calls({ flow: 'desk' })
    const { turnId } = await bridge.plays()

    expect((await world.asks('POST', `/v1/calls/${callId}/hangup`, { cause: 'operator' })).status).toBe(202)
    expect(await bridge.next('call.hang-up')).toMatchObject({ cause: 'operator' })
    expect(bridge.commands.map(({ command }) => command.type)).toEqual(['turn.start', 'turn.cancel', 'call.hang-up'])
    await bridge.fact({ type: 'turn.cancelled', turnId })
    await bridge.hangsUp()
    await bridge.ended

    expect(await world.view(callId)).toMatchObject({ disposition: 'ended', cdr: [{ hungUpBy: 'system', hangUpCause: 'operator' }] })
    expect((await world.asks('POST', `/v1/calls/${callId}/hangup`)).status).toBe(409)
  })

  it('goes on with another flow in the same call, with turns of its own', async () => {
    const { callId, bridge } = await world.calls({ flow: 'door' })

    const question = await bridge.plays()
    expect(question.turnId).toMatch(/^2\./)
    await bridge.hears(question, 'when are you open')
    await bridge.plays()
    await bridge.next('call.hang-up')
    await bridge.hangsUp()
    await bridge.ended

    const live = await world.view(callId)
    expect(live).toMatchObject({ flow: 'desk', disposition: 'completed', path: ['begin', 'on', 'begin', 'ask', 'tagHours', 'bye'] })
    expect(live.effects.find(({ type }) => type === 'call.continue-with')).toMatchObject({ status: 'settled', outcome: 'continued' })
  })

  it.each([{ flow: 'broken', variables: { word: wordThatBreaks } }, { flow: 'nowhere' }])('apologises and hangs up when its chart cannot go on ($flow)', async (call) => {
    const { callId, bridge } = await world.calls(call)

    const apology = await bridge.plays()
    expect(apology.prompts[0]).toMatchObject({ text: expect.stringContaining('sorry') as string, interruptible: false })
    await bridge.next('call.hang-up')
    await bridge.hangsUp()
    await bridge.ended

    expect(await world.view(callId)).toMatchObject({ status: 'ended', disposition: 'failed', cdr: [{ hungUpBy: 'system' }] })
  })
})

describe('a request of a flow', () => {
  it('is dispatched once, covered by a filler when slow, and settled with its answer', async () => {
    const { callId, bridge } = await world.calls({ flow: 'get' })
    const asked = await service.asked()
    expect(asked.key).toMatch(new RegExp(`^${callId}/1/\\d+$`))
    expect((await world.view(callId)).effects).toContainEqual(expect.objectContaining({ type: 'request.send', status: 'dispatched' }))

    world.clock.advance(1_500)
    const filler = await bridge.next('turn.start')
    expect(filler.prompts[0]?.text).toBe('One moment.')
    asked.answer({ balance: 42 })
    await bridge.fact({ type: 'turn.finished', turnId: filler.turnId })

    expect((await bridge.plays()).prompts[0]?.text).toBe('You have 42.')
    expect((await world.view(callId)).effects).toContainEqual(
      expect.objectContaining({ type: 'request.send', status: 'settled', outcome: 'succeeded' }),
    )
    await bridge.hangsUp()
  })

  it('takes its failure way when the service refuses', async () => {
    const { bridge } = await world.calls({ flow: 'get' })

    ;(await service.asked()).answer({}, 404)

    expect((await bridge.plays()).prompts[0]?.text).toBe('It failed.')
    await bridge.hangsUp()
  })
})

describe('a call without media', () => {
  it('is closed when its token has expired unused', async () => {
    const { callId } = await world.creates({ flow: 'desk' })
    expect(await world.view(callId)).toMatchObject({ status: 'waiting', listening: null, transcript: [] })

    world.clock.advance(61_000)
    await ended(callId)

    expect(await world.view(callId)).toMatchObject({ status: 'ended', disposition: 'never-connected' })
  })

  it('is closed when somebody hangs up before the media come', async () => {
    const { callId, token } = await world.creates({ flow: 'desk' })

    expect((await world.asks('POST', `/v1/calls/${callId}/hangup`)).status).toBe(202)

    expect(await world.view(callId)).toMatchObject({ status: 'ended', disposition: 'ended' })
    const late = world.bridge()
    await expect(late.attach({ token })).rejects.toThrow('RUNTIME_CALL_ENDED')
  })

  it('is ended when its bridge stays away', async () => {
    const { callId, bridge } = await world.calls({ flow: 'desk' })
    await bridge.plays()

    bridge.breaks()
    await world.logged.take((line) => line.msg === 'media bridge detached' && line.callId === callId)
    world.clock.advance(10_000)
    await ended(callId)

    expect(await world.view(callId)).toMatchObject({ status: 'ended', disposition: 'media-lost', cdr: [{ hangUpCause: 'media-error' }] })
  })

  it('is ended when the bridge does not report the hang-up it was told to carry out', async () => {
    const { callId, bridge } = await world.calls({ flow: 'desk' })
    await bridge.hears(await bridge.plays(), 'when are you open')
    await bridge.plays()
    await bridge.next('call.hang-up')

    world.clock.advance(60_000)
    await ended(callId)

    expect(await world.view(callId)).toMatchObject({ status: 'ended', disposition: 'completed' })
  })
})

it('a runtime shows no metric that docs/operations.md does not list', async () => {
  const page = await readFile(new URL('../../../docs/operations.md', import.meta.url), 'utf8')

  const shown = (await (await fetch(`${world.runtime.url}/metrics`)).text()).matchAll(/^# TYPE (\w+)/gm)

  // Of the process, by the library: the page names them by their beginning.
  const names = [...shown].flatMap(([, name = '']) => (/^callchart_(process|nodejs)_/.test(name) ? [] : [name]))
  expect(names.length).toBeGreaterThan(20)
  expect(names.filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([])
})
