import { describe, expect, it } from 'vitest'
import type { FlowDocumentInput } from '../document/schema.js'
import type { FlowResources } from '../resources.js'
import { flowOf, say } from '../fixtures/driven-chart.js'
import { checkFlow } from './check-flow.js'

type KnowledgeInput = Extract<FlowDocumentInput['nodes'][number], { kind: 'knowledge' }>

const entry = { id: 'hours', questions: { 'en-US': ['when are you open'] }, answer: say('At nine.') }
const file = (entries = [{ ...entry, id: 'parking', questions: { 'en-US': ['where can i park'] } }]): FlowResources => ({
  flows: new Map(),
  faqs: new Map([['shop', { schemaVersion: 1, id: 'shop', name: 'Shop', entries }]]),
})
const found = (rest: Partial<KnowledgeInput> = {}, resources: FlowResources = file(), document: Partial<FlowDocumentInput> = {}): string[] =>
  checkFlow(
    flowOf(
      [
        {
          id: 'help',
          kind: 'knowledge',
          name: 'Help',
          prompt: say('Ask.'),
          faq: [entry],
          noInput: { to: 'goodbye' },
          noMatch: { to: 'goodbye' },
          next: 'goodbye',
          fallback: 'goodbye',
          ...rest,
        },
      ],
      document,
    ),
    resources,
  )
    .filter(({ code }) => code !== 'FLOW_WITHOUT_HUMAN')
    .map(({ code, severity, path }) => `${severity} ${code} ${path ?? ''}`)

describe('a node that answers questions', () => {
  it('is good with entries of its own, with a file of them, and with both', () => {
    expect(found()).toEqual([])
    expect(found({ faq: [], faqFile: 'shop' })).toEqual([])
    expect(found({ faqFile: 'shop' })).toEqual([])
  })

  it('needs an entry; a model without any is doubtful', () => {
    expect(found({ faq: [] })).toEqual(['error FLOW_FAQ_EMPTY faq'])
    expect(found({ faq: [], source: 'llm' })).toEqual(['warning FLOW_FAQ_EMPTY faq'])
  })

  it('needs its file', () => {
    expect(found({ faqFile: 'shop' }, { flows: new Map() })).toEqual(['error FLOW_FAQ_UNKNOWN faqFile'])
  })

  it('has each entry and each question once, those of the file counted in', () => {
    expect(found({ faq: [entry, { ...entry, questions: { 'en-US': ['other'] } }] })).toEqual(['error FLOW_FAQ_DUPLICATE faq.1.id'])
    expect(found({ faq: [entry, { ...entry, id: 'again', questions: { 'en-US': ['When are you open?'] } }] })).toEqual([
      'error FLOW_FAQ_DUPLICATE faq.1.questions.en-US',
    ])
    expect(found({ faqFile: 'shop' }, file([{ ...entry, id: 'hours' }]))).toContain('error FLOW_FAQ_DUPLICATE faq.1.id')
  })

  it('has its ways connected', () => {
    expect(found({ fallback: undefined })).toEqual(['error FLOW_FALLBACK_WAY_MISSING fallback'])
    expect(found({ next: undefined, noInput: {}, noMatch: {} })).toEqual([
      'error FLOW_NO_INPUT_WAY_MISSING noInput.to',
      'error FLOW_NO_MATCH_WAY_MISSING noMatch.to',
      'error FLOW_TARGET_MISSING next',
    ])
  })

  it('speaks every language of the flow, and can be asked in it', () => {
    expect(found({}, file(), { languages: ['en-US', 'zh-CN'] })).toEqual([
      'error FLOW_LANGUAGE_MISSING prompt.zh-CN',
      'error FLOW_LANGUAGE_MISSING faq.0.answer.zh-CN',
      'error FLOW_LANGUAGE_MISSING prompt.zh-CN',
      'error FLOW_LANGUAGE_MISSING faq.0.questions.zh-CN',
    ])
  })

  it('asks a model only where there is one', () => {
    expect(found({ source: 'llm' }, { ...file(), hasModel: false })).toEqual(['warning FLOW_MODEL_MISSING source'])
    expect(found({ source: 'llm' }, { ...file(), hasModel: true })).toEqual([])
    expect(found({ source: 'llm' })).toEqual([])
  })

  it('has variables that exist and intents that the flow knows', () => {
    expect(found({ instructions: 'For {{ nobody }}.', more: say('{{ nothing }}') })).toEqual([
      'error FLOW_VARIABLE_UNKNOWN more.en-US.0',
      'error FLOW_VARIABLE_UNKNOWN instructions',
    ])
    expect(found({ branches: [{ on: 'anyReply', to: 'goodbye' }] })).toEqual(['error FLOW_INTENT_UNKNOWN branches.0.on'])
  })
})
