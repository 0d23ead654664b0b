// @vitest-environment happy-dom
import { fieldShapes, nodeKinds } from '@callchart/flow'
import { cleanup } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../locale/en.js'
import { zhCN } from '../locale/zh-cn.js'
import { useAdvanced } from './fields/Advanced.js'
import { textKeys } from './fields/field-path.js'
import { unitOf } from './fields/field-units.js'
import { FlowSettings } from './FlowSettings.js'
import { NodeInspector } from './NodeInspector.js'
import { everyField } from './testing/every-field.js'
import { renderIn, speaking } from './testing/rendered.js'

/** Facts of the file, what has a place of its own, and an example of an answer, which is kept as a whole. */
const fixed = /^(flow\.(\$schema|schemaVersion|id|(notes|tests).*)|\w+\.(id|kind)|request\.example\..*)$/
/** Entries of a map are told by the map. */
const isEntry = (schema: string): boolean => schema.endsWith('.*')
const schemas = [...fieldShapes().keys()].filter((schema) => !fixed.test(schema) && !isEntry(schema))

const textIn = (texts: object, key: string): string | undefined => {
  const found = key.split('.').reduce<unknown>((at, step) => (typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? (at as Record<string, unknown>)[step] : undefined), texts)
  return typeof found === 'string' ? found : undefined
}
const textOf = (texts: object, schema: string, part: string): string | undefined =>
  textKeys(schema)
    .map((key) => textIn(texts, `${key}.${part}`))
    .find((text) => text !== undefined)

/** A field is shown, or what it is made of. */
const isShown = (shown: ReadonlySet<string>, schema: string): boolean => shown.has(schema) || [...shown].some((each) => each.startsWith(`${schema}.`))

beforeAll(async () => {
  await speaking('en')
  useAdvanced.getState().open(true)
  for (const part of ['noInput', 'noMatch', 'settings']) useAdvanced.getState().openPart(part, true)
})
afterEach(cleanup)

describe('every field of the schema', () => {
  it.each([
    ['English', en.fields],
    ['Chinese', zhCN.fields],
  ])('has a label and a help in %s', (_language, texts) => {
    expect(schemas.filter((schema) => textOf(texts, schema, 'label') === undefined || textOf(texts, schema, 'help') === undefined)).toEqual([])
  })

  it('has a unit where it is a quantity', () => {
    expect(schemas.filter((schema) => fieldShapes().get(schema)?.type === 'number' && unitOf(schema) === undefined)).toEqual([])
  })

  it('has a name in both languages for each value that it may take', () => {
    const unnamed = schemas.flatMap((schema) =>
      (fieldShapes().get(schema)?.options ?? []).filter((option) => textOf(en.fields, schema, `options.${option}`) === undefined && !schema.startsWith('flow.intents.')).map((option) => `${schema} ${option}`),
    )
    expect(unnamed).toEqual([])
  })

  it.each(nodeKinds)('of a node "%s" is shown by its form', (kind) => {
    const shown = new Set<string>()
    for (const node of everyField.nodes.filter((each) => each.kind === kind)) {
      const { container, unmount } = renderIn(everyField, <NodeInspector id={node.id} />)
      for (const element of container.querySelectorAll('[data-schema]')) shown.add(element.getAttribute('data-schema') ?? '')
      unmount()
    }

    // Whether a node is left out is chosen in its menu.
    const wanted = schemas.filter((schema) => schema.startsWith(`${kind}.`) && schema !== `${kind}.disabled`)
    expect(wanted.filter((schema) => !isShown(shown, schema))).toEqual([])
  })

  it('of the flow is shown by its settings', () => {
    const { container } = renderIn(everyField, <FlowSettings />)
    const shown = new Set([...container.querySelectorAll('[data-schema]')].map((element) => element.getAttribute('data-schema') ?? ''))

    // Variables, intents and notes have places of their own.
    const wanted = schemas.filter((schema) => schema.startsWith('flow.') && !/^flow\.(variables|intents|notes)/.test(schema))
    expect(wanted.filter((schema) => !isShown(shown, schema))).toEqual([])
  })
})

