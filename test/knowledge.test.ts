import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ScriptedChatServer, type ChatAsked, type ChatConduct } from '../packages/runtime/src/testing/scripted-chat-server.js'
import { spokenBy, type Caller } from './driver/caller.js'
import { exampleFaq, exampleFlow, questions } from './driver/flows.js'
import { TestSystem } from './driver/system.js'

const first = 'You can park behind the house, next to the old red barn.'
const second = 'The first two hours are free of charge for every visitor.'
const question = 'where can i park'
const sorry = 'I cannot answer that.'
const bye = 'Thank you and goodbye.'

const there = new TestSystem([exampleFlow('front-desk'), questions('asked')])
there.writeFile('front-desk.faq.json', JSON.stringify(exampleFaq('front-desk')))
let model: ScriptedChatServer

beforeAll(async () => {
  model = await ScriptedChatServer.open()
  await there.start({ knowledge: { url: model.url, model: 'scripted' } })
})
afterAll(async () => {
  await there.close()
  await model.close()
})

describe('a caller who asks from the list of questions', () => {
  it('hears the answer of the entry, may cut it by the next question, and is done with a no', async () => {
    const caller = await there.calls('front-desk')

    await caller.isAsked('questions')
    await caller.says('what are your opening hours')
    await caller.isAsked('questions')
    await caller.says('is there a parking lot')
    await caller.hearsFor(200)
    await caller.says('what is the wifi password')
    await caller.isAsked('questions')
    await caller.says('no')
    const view = await caller.isHungUpOn()

    expect(view.path).toEqual(['start', 'welcome', 'questions', 'goodbye'])
    const said = spokenBy('bot', view)
    expect(said).toContain('We are open from nine to six, Monday to Saturday.')
    expect(said).toContain('Choose the network Guest.')
    expect(said).not.toContain('The first two hours are free.')
    expect(caller.cuts).toBe(1)
  }, 120_000)
})

describe('a caller whom a model answers', () => {
  async function asks(conduct: ChatConduct): Promise<{ caller: Caller; asked: ChatAsked }> {
    model.next(conduct)
    const request = model.asked.take()
    const caller = await there.calls('asked')
    await caller.isAsked('questions')
    await caller.says(question)
    return { caller, asked: await request }
  }

  it('hears the first sentence before the model has finished, and cuts what comes behind it', async () => {
    const { caller, asked } = await asks({ does: 'waits' })
    asked.sends(`${first} ${second.slice(0, 20)}`)
    await caller.hearsFor(400)
    const during = await caller.view()
    expect(spokenBy('bot', during).at(-1)).toBe(first)

    asked.sends(second.slice(20))
    asked.finishes()
    const view = await caller.isAsked('questions')
    expect(spokenBy('bot', view).slice(-3)).toEqual([first, second, 'Anything else?'])
    await caller.says('no')
    expect((await caller.isHungUpOn()).path.at(-1)).toBe('bye')
  }, 120_000)

  it.each([
    ['is down', { does: 'refuses', status: 500 }],
    ['breaks off', { does: 'resets', after: 'You can' }],
    ['wants what the flow does not enable', { does: 'calls', tools: [{ name: 'choose_event', arguments: { event: 'intent.takeMoney' } }] }],
    ['says nothing at all', { does: 'waits' }],
  ] as const)('gets a way out where the model %s', async (_what, conduct) => {
    const { caller } = await asks(conduct)
    const view = await caller.isHungUpOn()

    expect(view.path).toEqual(['start', 'questions', 'sorry', 'bye'])
    expect(spokenBy('bot', view).slice(-2)).toEqual([sorry, bye])
  }, 120_000)
})
