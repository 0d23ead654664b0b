import { fieldShapes, type FieldShape } from '@callchart/flow'
import type { FieldPath } from '../../document/node-fields.js'

/** `branches.0.to` as its steps. */
export const fieldPath = (at: string): FieldPath => (at === '' ? [] : at.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step)))

/**
 * Where a field stands in the schema: places in lists are left out, an entry of a map is `*`.
 * @param root kind of the node, or `flow`
 */
export function schemaPath(root: string, at: string): string {
  const shapes = fieldShapes()
  return fieldPath(at).reduce<string>((path, step) => {
    if (typeof step === 'number') return path
    const named = `${path}.${step}`
    return !shapes.has(named) && shapes.has(`${path}.*`) ? `${path}.*` : named
  }, root)
}

const anything: FieldShape = { type: 'any', isRequired: false }

export const shapeAt = (schema: string): FieldShape => fieldShapes().get(schema) ?? anything

/** Keys of `fields.json` under which the texts of a field may stand, its own first. */
export function textKeys(schema: string): string[] {
  const own = schema.replaceAll('.*', '')
  const [root = '', ...rest] = own.split('.')
  const within = rest.join('.')
  const shared = within.startsWith('settings.') ? [within] : []
  const retry = /^(?:noInput|noMatch|invalidDigit|invalid)\.(\w+)$/.exec(within)
  const keyIntent = /^keyIntents\.\w+\.(\w+)$/.exec(within)
  return [
    own,
    ...shared,
    ...(retry === null ? [] : [`any.retry.${retry[1] ?? ''}`]),
    ...(keyIntent === null ? [] : [`flow.keyIntents.any.${keyIntent[1] ?? ''}`]),
    ...(root === 'flow' ? [] : [`any.${within}`]),
  ]
}
