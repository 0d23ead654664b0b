import { expect, it } from 'vitest'
import type { FlowDocumentInput } from '../document/schema.js'
import { DrivenChart, flowOf } from '../fixtures/driven-chart.js'

type Prompt = Record<string, (string | { ssml: string; text: string })[]>

const spokenBy = (prompt: Prompt, language: string, rest: Partial<FlowDocumentInput> = {}) => {
  const document = flowOf([{ id: 'tell', kind: 'hangup', name: 'Tell', prompt }], {
    languages: ['en-US', 'zh-CN', 'de-DE'],
    variables: { due: { type: 'number', initial: 1250.4 }, name: { type: 'string', initial: 'Nguyen' } },
    ...rest,
  })
  return new DrivenChart(document).start({ language }).effect('turn.start').prompts[0]
}

const due: Prompt = {
  'en-US': ['You owe {{ money(due, "CNY") }} at {{ time("15:30") }}, call {{ phone("5551234") }}, the {{ ordinal(2) }} of {{ number(1250) }}.'],
  'zh-CN': ['您欠{{ money(due, "CNY") }}，{{ time("15:30") }}致电{{ phone("10086") }}，{{ ordinal(2) }}，{{ number(1250) }}，{{ digits(12) }}，{{ spell("b1") }}。'],
  'de-DE': ['{{ money(due, "EUR") }} {{ date("2026-12-05") }}'],
}

it('says values in the words of the language that the call speaks', () => {
  expect(spokenBy(due, 'en-US')?.text).toBe('You owe 1,250 yuan and 40 fen at 3:30 PM, call 5 5 5, 1 2 3 4, the 2nd of 1,250.')
  expect(spokenBy(due, 'zh-CN')?.text).toBe('您欠一千二百五十元四角，下午三点半致电幺零零八六，第二，一千二百五十，一二，B 一。')
  expect(spokenBy(due, 'de-DE')?.text).toBe('1250.40 EUR 2026-12-05')
})

it('says values in the language of the prompt where the one of the call is missing', () => {
  expect(spokenBy({ 'en-US': ['{{ money(due, "USD") }}'] }, 'zh-CN')).toMatchObject({ text: '1,250 dollars and 40 cents', language: 'en-US' })
})

it('knows the language of the call', () => {
  expect(spokenBy({ 'en-US': ['{{ call.language }}'] }, 'en-US')?.text).toBe('en-US')
})

const pronunciations = { 'en-US': [{ text: 'Nguyen', say: 'win' }], 'zh-CN': [{ text: '重庆', say: '崇庆' }] }

it('gives the voice another text than the transcript where words have a pronunciation', () => {
  expect(spokenBy({ 'en-US': ['Hello {{ name }}'] }, 'en-US', { pronunciations })).toMatchObject({ text: 'Hello Nguyen', spoken: 'Hello win' })
  expect(spokenBy({ 'zh-CN': ['我在重庆'] }, 'zh-CN', { pronunciations })).toMatchObject({ text: '我在重庆', spoken: '我在崇庆' })
  expect(spokenBy({ 'en-US': ['Hello'] }, 'en-US', { pronunciations })).not.toHaveProperty('spoken')
  expect(spokenBy({ 'zh-CN': ['Nguyen'] }, 'zh-CN', { pronunciations })).not.toHaveProperty('spoken')
})

it('pronounces the text of SSML, and nothing else in it', () => {
  const prompt = { 'en-US': [{ ssml: '<speak><sub alias="Nguyen">N.</sub> {{ name }}</speak>', text: 'N. {{ name }}' }] }

  expect(spokenBy(prompt, 'en-US', { pronunciations })).toMatchObject({ text: 'N. Nguyen', ssml: '<speak><sub alias="Nguyen">N.</sub> win</speak>' })
  expect(spokenBy(prompt, 'en-US')).toMatchObject({ ssml: '<speak><sub alias="Nguyen">N.</sub> Nguyen</speak>' })
})

it('says a text as it is written rather than one that grew too long', () => {
  const long = { 'en-US': [{ text: 'a', say: 'b'.repeat(200) }] }

  expect(spokenBy({ 'en-US': ['a '.repeat(4)] }, 'en-US', { pronunciations: long })).toHaveProperty('spoken')
  expect(spokenBy({ 'en-US': ['a '.repeat(60)] }, 'en-US', { pronunciations: long })).not.toHaveProperty('spoken')
})
