import { expect, it } from 'vitest'
import { rulesJsonSchemaText } from './json-schema.js'

it('publishes the JSON Schema of a file of rules (vitest -u writes it)', async () => {
  await expect(rulesJsonSchemaText()).toMatchFileSnapshot('../../../../flows/rules.schema.json')
})
