import { expect, it } from 'vitest'
import { nodeKinds } from '../nodes/kinds.js'
import { fieldShapes } from './field-shapes.js'

it('tells bounds and defaults of every field as the schema has them', () => {
  const shapes = fieldShapes()

  expect(shapes.get('flow.settings.endSilenceMs')).toMatchObject({ type: 'number', minimum: 200, maximum: 2_000, default: 700 })
  expect(shapes.get('say.prompt')).toMatchObject({ type: 'prompt', isRequired: true })
  expect(shapes.get('ask.branches')).toMatchObject({ type: 'list', maxLength: 50 })
  expect(shapes.get('ask.branches.to')).toMatchObject({ type: 'text', maxLength: 60 })
  expect(shapes.get('request.auth.type')).toMatchObject({ type: 'choice', options: ['none', 'basic', 'bearer'] })
  expect(shapes.get('flow.variables.*.type')?.options).toEqual(['string', 'number', 'boolean', 'date', 'list'])
  expect(shapes.get('jump.back')).toMatchObject({ type: 'boolean' })
  for (const kind of nodeKinds) expect(shapes.has(`${kind}.name`)).toBe(true)
})
