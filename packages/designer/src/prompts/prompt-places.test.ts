import { nodeKinds, type DraftDocument, type DraftNode } from '@callchart/flow'
import { expect, it } from 'vitest'
import { promptFieldsOf, promptPlaces } from './prompt-places.js'

it('knows every field of every kind that the schema calls a prompt', async () => {
  const { flowDocumentSchema } = await import('@callchart/flow')
  const { z } = await import('zod')
  const schema = z.toJSONSchema(flowDocumentSchema, { io: 'input' }) as unknown as Json
  const kinds = (schema.properties?.nodes?.items?.oneOf ?? schema.properties?.nodes?.items?.anyOf ?? [])

  for (const kind of nodeKinds) {
    const shape = kinds.find(({ properties }) => properties?.kind?.const === kind)
    const node = { id: 'x1', kind, name: 'X', faq: [{}] } as unknown as DraftNode
    expect([kind, promptFieldsOf(node).map(({ path }) => path.map((step) => (typeof step === 'number' ? '*' : step)).join('.')).sort()]).toEqual([kind, promptsIn(shape ?? {}).sort()])
  }
})

interface Json {
  readonly description?: string
  readonly const?: string
  readonly properties?: Readonly<Record<string, Json>>
  readonly items?: Json & { readonly oneOf?: Json[]; readonly anyOf?: Json[] }
  readonly additionalProperties?: Json | boolean
  readonly propertyNames?: Json
}

/** A prompt is a list of texts, SSML or audio a language. */
const isPrompt = (schema: Json): boolean => typeof schema.additionalProperties === 'object' && JSON.stringify(schema.additionalProperties.items ?? {}).includes('Content address')

function promptsIn(schema: Json, path = ''): string[] {
  if (isPrompt(schema)) return [path]
  const at = (step: string): string => (path === '' ? step : `${path}.${step}`)
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => promptsIn(field, at(name))),
    ...(schema.items === undefined ? [] : promptsIn(schema.items, at('*'))),
  ]
}

it('lists what is there and what must be, and the way back from questions that hold everywhere', () => {
  const document = {
    id: 'f',
    name: 'F',
    languages: ['en-US'],
    nodes: [
      { id: 'say1', kind: 'say', name: 'Say' },
      { id: 'bye', kind: 'hangup', name: 'Bye' },
      { id: 'ask', kind: 'ask', name: 'Ask', prompt: { 'en-US': ['Yes?'] }, noInput: { prompts: { 'en-US': ['Hello?'] } } },
    ],
    auxiliary: [{ intent: 'hours', pullBack: { 'en-US': ['Back to it.'] } }, { intent: 'other' }],
  } as unknown as DraftDocument

  expect(promptPlaces(document).map(({ node, name, path }) => [node?.id, name, path.join('.')])).toEqual([
    ['say1', 'prompt', 'prompt'],
    ['ask', 'prompt', 'prompt'],
    ['ask', 'noInput', 'noInput.prompts'],
    [undefined, 'pullBack', 'auxiliary.0.pullBack'],
  ])
})
