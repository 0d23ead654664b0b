import { describe, expect, it } from 'vitest'
import { faqJsonSchemaText } from './json-schema.js'
import { readFaq } from './read-faq.js'

const faq = {
  $schema: './faq.schema.json',
  schemaVersion: 1,
  id: 'helpdesk',
  name: 'Help desk',
  entries: [{ id: 'wifi', questions: { 'en-US': ['what is the wifi password'] }, answer: { 'en-US': ['It is on the wall.'] } }],
}

describe('a file of questions', () => {
  it('is read', () => {
    expect(readFaq(JSON.stringify(faq))).toEqual({ faq, problems: [] })
  })

  it.each([
    ['{', 'The list of questions is not JSON'],
    ['[]', 'The list of questions does not fit'],
    [JSON.stringify({ ...faq, extra: 1 }), 'The list of questions does not fit'],
    [JSON.stringify({ ...faq, entries: [] }), '"entries" of the list of questions does not fit'],
    [JSON.stringify({ ...faq, entries: [{ ...faq.entries[0], questions: { 'en-US': [] } }] }), '"entries.0.questions.en-US"'],
  ])('is refused as %s', (text, message) => {
    const { faq: none, problems } = readFaq(text)

    expect(none).toBeUndefined()
    expect(problems[0]).toMatchObject({ code: 'FLOW_FAQ_INVALID', severity: 'error', message: expect.stringContaining(message) as string })
  })

  it('has a published schema', async () => {
    await expect(faqJsonSchemaText()).toMatchFileSnapshot('../../../../flows/faq.schema.json')
  })
})
