import { expect, it } from 'vitest'
import { splitTemplate } from './template.js'

it.each([
  ['plain', ['plain']],
  ['', ['']],
  ['{{ a }}', [{ expression: 'a' }]],
  ['x {{ a }} y {{b}}', ['x ', { expression: 'a' }, ' y ', { expression: 'b' }]],
  ['{{ "}}" + \'}}\' }}!', [{ expression: '"}}" + \'}}\'' }, '!']],
  ['{{ "a\\"}}" }}', [{ expression: '"a\\"}}"' }]],
  ['{{ {"a": {"b": 1}}.a }}', [{ expression: '{"a": {"b": 1' }, '.a }}']],
  ['{{ a\n }}', [{ expression: 'a' }]],
  ['say {{ open', ['say ', { expression: '{{ open' }]],
  ['{{ "a }} b', [{ expression: '{{ "a }} b' }]],
  ['{ a } }}', ['{ a } }}']],
  ['{{}}', [{ expression: '' }]],
])('cuts %o', (text, pieces) => {
  expect(splitTemplate(text)).toEqual(pieces)
})

it('is quick on a hostile text', () => {
  const begun = performance.now()

  splitTemplate('{{ "'.repeat(1_200))
  splitTemplate(`{{${'"a'.repeat(2_000)}`)

  expect(performance.now() - begun).toBeLessThan(1_000)
})
