import { expect, it } from 'vitest'
import type { SpeechAbilities } from '../contract/speech-abilities.js'
import type { FlowDocument, FlowDocumentInput } from '../document/schema.js'
import { parseFlow } from '../document/parse.js'
import type { FlowResources } from '../resources.js'
import { checkFlow } from './check-flow.js'
import { checkSayAs } from './say-as.js'
import { checkSpeech } from './speech.js'
import { checkSsml } from './ssml.js'
import { viewFlow } from './view.js'

const nodes: Record<string, object> = {
  words: { kind: 'ask', prompt: { en: ['What is it?'] }, branches: [{ on: 'anyReply' }] },
  choice: { kind: 'ask', prompt: { en: ['Yes or no?'] }, branches: [{ on: 'affirm' }] },
  reason: { kind: 'collect', variable: 'reason', valueType: 'text', prompt: { en: ['Why?'] } },
  code: { kind: 'collect', variable: 'reason', prompt: { en: ['Your code?'] } },
  spoken: { kind: 'collect', variable: 'reason', input: 'speech', prompt: { en: ['Your code?'] } },
  keys: { kind: 'menu', prompt: { en: ['One or two?'] }, choices: [{ digit: '1' }] },
  voice: { kind: 'menu', prompt: { en: ['Left or right?'] }, choices: [{ on: 'affirm' }] },
  hello: { kind: 'say', prompt: { en: ['Hello.'] } },
}

const flow = (ids: readonly string[], change: Partial<FlowDocumentInput> = {}): FlowDocument => {
  const parsed = parseFlow({
    schemaVersion: 1,
    id: 'spoken',
    name: 'Spoken',
    languages: ['en'],
    variables: { reason: { type: 'string' } },
    nodes: ids.map((id) => ({ id, name: id, ...nodes[id] })),
    ...change,
  })
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  return parsed.document
}

const problems = (abilities: SpeechAbilities, ...rest: Parameters<typeof flow>) => checkSpeech(viewFlow(flow(...rest), { flows: new Map(), speech: abilities }))

const phrasesOf = (language: string): SpeechAbilities => ({ hears: [{ language, freeText: false }] })

it('finds nothing where nothing is known', () => {
  expect(problems({}, Object.keys(nodes), { languages: ['en', 'zh-CN'], voices: { en: 'nobody' } })).toEqual([])
})

it('is one of the checks of a flow', () => {
  const codes = (resources: FlowResources) => checkFlow(flow(['hello'], { voices: { en: 'nobody' } }), resources).map(({ code }) => code)

  expect(codes({ flows: new Map(), speech: { voices: { names: ['en-us'], timbres: [] } } })).toContain('FLOW_VOICE_UNKNOWN')
  expect(codes({ flows: new Map() })).not.toContain('FLOW_VOICE_UNKNOWN')
})

it('warns of free speech where phrases only are heard', () => {
  const found = problems(phrasesOf('en'), Object.keys(nodes))

  expect(found.map(({ code, severity, nodeId }) => [code, severity, nodeId])).toEqual([
    ['FLOW_FREE_SPEECH', 'warning', 'words'],
    ['FLOW_FREE_SPEECH', 'warning', 'reason'],
  ])
  expect(found[0]?.message).toContain('"words" (words) asks for free speech in en')
})

it('warns of an intent that keeps whatever is said', () => {
  const intents = (type: string) => ({ order: { name: 'Order', phrases: { en: ['order'] }, slots: { what: { type } } } }) as NonNullable<FlowDocumentInput['intents']>
  const nodesOf = (on: string): FlowDocumentInput['nodes'] => [{ id: 'wish', name: 'Wish', kind: 'ask', prompt: { en: ['Well?'] }, branches: [{ on }] }]
  const codes = (type: string, on = 'order') => problems(phrasesOf('en'), [], { intents: intents(type), nodes: nodesOf(on) }).map(({ code }) => code)

  expect(codes('text')).toEqual(['FLOW_FREE_SPEECH'])
  expect([...codes('date'), ...codes('text', 'affirm')]).toEqual([])
})

it.each(['en', 'en-US', '*'])('says nothing where %s is heard freely', (language) => {
  expect(problems({ hears: [{ language, freeText: true }] }, Object.keys(nodes), { languages: [language === '*' ? 'fr' : language] })).toEqual([])
})

it('hears a region by its language, and no other region by one of its regions', () => {
  expect(problems(phrasesOf('en'), ['choice'], { languages: ['en-GB'] })).toEqual([])
  expect(problems(phrasesOf('en-US'), ['choice'], { languages: ['en-GB'] })).toMatchObject([{ code: 'FLOW_LANGUAGE_NOT_HEARD' }])
})

it('warns once of a language that nobody hears, and names the questions that take no key', () => {
  const found = problems(phrasesOf('en'), Object.keys(nodes), { languages: ['zh-CN'] })

  expect(found).toMatchObject([{ code: 'FLOW_LANGUAGE_NOT_HEARD', severity: 'warning' }])
  expect(found[0]?.message).toContain('Questions take no key: "words" (words), "choice" (choice), "reason" (reason), 2 more.')
  expect(problems(phrasesOf('en'), ['voice', 'keys'], { languages: ['zh-CN'] })[0]?.message).toContain('A question takes no key: "voice" (voice).')
  expect(problems(phrasesOf('en'), ['keys', 'code'], { languages: ['zh-CN'] })[0]?.message).toMatch(/by keys only\.$/)
  expect(problems(phrasesOf('en'), ['hello'], { languages: ['zh-CN'] })).toEqual([])
})

it('lets an intent without sentences wait where callers can only press keys', () => {
  const severityIn = (language: string) =>
    checkFlow(flow(['keys'], { languages: [language], intents: { order: { name: 'Order' } } }), { flows: new Map(), speech: phrasesOf('en') }).find(({ code }) => code === 'FLOW_INTENT_EMPTY')?.severity

  expect(severityIn('en')).toBe('error')
  expect(severityIn('zh-CN')).toBe('warning')
})

it('knows voices by name, whatever their case, with or without a timbre', () => {
  const voices = { names: ['en-us', 'en-gb', 'cmn'], timbres: ['f2'] }
  const voiced = (language: string, voice: string) => problems({ voices }, ['hello'], { voices: { [language]: voice } })

  expect([...voiced('en', 'en-US'), ...voiced('en', 'en-gb+F2')]).toEqual([])
  expect(voiced('en', 'nobody')).toMatchObject([
    { code: 'FLOW_VOICE_UNKNOWN', severity: 'error', path: 'voices.en', wayOut: expect.stringContaining('for example en-us, en-gb,') as string },
  ])
  expect(voiced('zh-CN', 'en-us+x')[0]?.wayOut).toContain('for example cmn,')
  expect(voiced('fr', 'en-us+f2+f2')[0]?.wayOut).toContain('for example en-us, en-gb, cmn,')
})

it('names the place in the SSML of a prompt', () => {
  const prompt = { en: ['Plain', { ssml: '<speak>{{ reason }} <break time="1h"/></speak>', text: '{{ reason }}' }] }
  const found = checkSsml(viewFlow(flow([], { nodes: [{ id: 'tell', name: 'Tell', kind: 'say', prompt }] })))

  expect(found).toEqual([
    {
      code: 'FLOW_SSML_INVALID',
      severity: 'error',
      nodeId: 'tell',
      path: 'prompt.en.1.ssml',
      facts: { language: 'en', reason: { en: 'time="1h" of <break> at line 1, column 21 does not fit', zh: '<break>（第 1 行第 21 列）的 time="1h" 不符合要求' } },
      message: 'The SSML of "Tell" (tell) in en cannot be spoken: time="1h" of <break> at line 1, column 21 does not fit.',
      wayOut: 'Give time one of: 0ms to 10000ms, or 0s to 10s.',
      zh: {
        message: '“Tell”（tell）的 en 版本 SSML 无法播报：<break>（第 1 行第 21 列）的 time="1h" 不符合要求。',
        wayOut: 'time 应为以下之一：0ms 至 10000ms，或 0s 至 10s。',
      },
    },
  ])
})

it('looks into the prompts that lead back from a global question', () => {
  const pullBack = { 'de-DE': [{ ssml: '<speak>{{ money(5, "EUR") }}', text: 'x' }] }
  const view = viewFlow(flow(['hello'], { auxiliary: [{ intent: 'hours', to: 'hello', pullBack }] }))

  expect(checkSsml(view)).toMatchObject([{ path: 'auxiliary.0.pullBack.de-DE.0.ssml', message: expect.stringContaining('the pull-back prompt of "hours"') as string }])
  expect(checkSayAs(view)).toMatchObject([{ path: 'auxiliary.0.pullBack.de-DE', severity: 'warning' }])
})

it('warns of a value in a language that has no words for it', () => {
  const says = (language: string, text: string) =>
    checkSayAs(viewFlow(flow([], { nodes: [{ id: 'tell', name: 'Tell', kind: 'say', prompt: { [language]: ['Plain', text] } }] })))

  expect(says('de-DE', 'Das sind {{ money(5, "EUR") }}.')).toMatchObject([{ code: 'FLOW_SAY_AS_PLAIN', severity: 'warning', path: 'prompt.de-DE' }])
  expect(says('de-DE', '{{ digits("12") }} money(5)')).toEqual([])
  expect(says('zh-CN', '{{ money(5, "CNY") }}')).toEqual([])
})
