import { samplesToMs } from '@callchart/protocol'
import { describe, expect, it } from 'vitest'
import { spokenBy } from './driver/caller.js'
import { audible } from './driver/heard-match.js'
import { aSystemWith } from './driver/system.js'

const both = (english: string, chinese: string) => ({ 'en-US': [english], 'zh-CN': [chinese] })

/** A caller chooses the language by key; values and names are said in it from then on. */
const bilingual = {
  schemaVersion: 1,
  id: 'bilingual',
  name: 'Bilingual',
  languages: ['en-US', 'zh-CN'],
  variables: { due: { type: 'number', initial: 1250.4 }, code: { type: 'string' } },
  pronunciations: { 'zh-CN': [{ text: 'CA1501', say: '中国国际航空公司幺五零幺次航班' }], 'en-US': [{ text: 'CA1501', say: 'Air China fifteen oh one' }] },
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'choice' },
    {
      id: 'choice', kind: 'menu', name: 'Language', prompt: both('For English press 1. 中文请按二。', '中文请按二。'),
      choices: [{ digit: '1', to: 'code' }, { digit: '2', to: 'chinese' }], noInput: { to: 'bye' }, noMatch: { to: 'bye' },
    },
    { id: 'chinese', kind: 'set', name: 'Chinese', assign: [], language: 'zh-CN', next: 'code' },
    {
      id: 'code', kind: 'collect', name: 'Code', variable: 'code', minCount: 4, maxCount: 4,
      prompt: both('For CA1501 you owe {{ money(due, "CNY") }}.', 'CA1501票款{{ money(due, "CNY") }}。'), noInput: { to: 'bye' }, noMatch: { to: 'bye' }, next: 'bye',
    },
    { id: 'bye', kind: 'hangup', name: 'Goodbye', prompt: both('{{ digits(code) }}. Goodbye.', '{{ digits(code) }}。再见。') },
  ],
}

const open = {
  schemaVersion: 1,
  id: 'open',
  name: 'Open question',
  languages: ['en-US'],
  variables: { reason: { type: 'string' } },
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'reason' },
    { id: 'reason', kind: 'collect', name: 'Reason', variable: 'reason', valueType: 'text', prompt: { 'en-US': ['Why?'] }, noInput: { attempts: 0, to: 'bye' }, noMatch: { attempts: 0, to: 'bye' }, next: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'Goodbye', prompt: { 'en-US': ['Goodbye.'] } },
  ],
}

const there = aSystemWith(bilingual, open)

/** Two texts in one voice differ in their length; two syntheses of one text hardly do. */
const differenceMs = (heard: Int16Array, spoken: Int16Array): number => samplesToMs(Math.abs(heard.length - audible(spoken).length))

const nobodyHears = (view: Parameters<typeof spokenBy>[1]): string[] => view.transcript.filter(({ who }) => who === 'system').map(({ text }) => text)

it('asks an open question in vain, and the transcript says why and what to do', async () => {
  const { problems } = (await there.flow('open')) ?? {}
  const caller = await there.calls('open')
  await caller.isAsked('reason')
  await caller.says('because it was broken when it came')
  const view = await caller.isHungUpOn()

  expect(problems?.map(({ code }) => code)).toEqual(['FLOW_WITHOUT_HUMAN', 'FLOW_FREE_SPEECH'])
  expect(nobodyHears(view)).toEqual([expect.stringMatching(/The embedded engine does not recognise free text.*ASR_MODEL_DIR.*or let callers press keys$/) as string])
})

describe.concurrent('a caller who chooses a language', () => {
  it.each([
    {
      key: '2', voice: 'cmn', text: 'CA1501票款一千二百五十元四角。', spoken: '中国国际航空公司幺五零幺次航班票款一千二百五十元四角。', goodbye: '四三二一。再见。',
      notes: [expect.stringContaining('keys are taken: No engine is configured for the language "zh-CN"') as string],
    },
    {
      key: '1', voice: 'en-us', text: 'For CA1501 you owe 1,250 yuan and 40 fen.', spoken: 'For Air China fifteen oh one you owe 1,250 yuan and 40 fen.',
      goodbye: '4 3 2 1. Goodbye.', notes: [],
    },
  ])('hears values and names in it, reads them as they are written, and reads why nobody listens ($voice)', async ({ key, voice, text, spoken, goodbye, notes }) => {
    const caller = await there.calls('bilingual')
    await caller.isAsked('choice')
    await caller.presses(key)
    const since = caller.now
    const asked = await caller.isAsked('code')

    expect(spokenBy('bot', asked).at(-1)).toBe(text)
    const heard = audible(caller.leg.telephone.heard.slice(since, caller.now))
    const [asSpoken, asWritten] = await Promise.all([there.speech(spoken, voice), there.speech(text, voice)])
    expect(differenceMs(heard, asSpoken)).toBeLessThan(60)
    expect(differenceMs(heard, asWritten)).toBeGreaterThan(200)

    await caller.presses('4321')
    const view = await caller.isHungUpOn()
    expect(spokenBy('bot', view).at(-1)).toBe(goodbye)
    expect(nobodyHears(view)).toEqual(notes)
  })
})
