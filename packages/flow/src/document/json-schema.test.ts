import { expect, it } from 'vitest'
import { flowJsonSchemaText } from './json-schema.js'

it('publishes the JSON Schema of a flow file (vitest -u writes it)', async () => {
  await expect(flowJsonSchemaText()).toMatchFileSnapshot('../../../../flows/flow.schema.json')
})
