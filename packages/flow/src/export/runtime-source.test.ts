import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, expectTypeOf, it } from 'vitest'
import type * as Protocol from '@callchart/protocol'
import type * as Plain from './protocol-types.js'

/** In the order in which an exported file needs them. */
const files = [
  'export/protocol-types',
  'contract/events',
  'contract/effects',
  '../../protocol/src/understanding/pattern',
  'machine/values',
  'machine/pronounce',
  'machine/model',
  'machine/say-as',
  'machine/say-as-english',
  'machine/say-as-chinese',
  'machine/spoken',
  'machine/expression',
  'machine/fillers',
  'machine/choice',
  'machine/text',
  'machine/global-keys',
  'machine/targets',
  'machine/render-effect',
  'machine/collected',
  'machine/turns',
  'machine/returns',
  'machine/sentences',
  'machine/knowledge',
  'machine/call-timer',
  'machine/guards',
  'machine/assigns',
]
const importLine = /^import .* from '([^']+)'\n/gm
const declaration = /^(?:export )?(?:const|type|interface|class) (\w+)/gm

const sourceOf = (name: string): string => readFileSync(fileURLToPath(new URL(`../${name}.ts`, import.meta.url)), 'utf8')
const sources = files.map((name) => ({ name, source: sourceOf(name) }))

it('keeps the sources that exported charts carry (vitest -u writes them)', async () => {
  const lines = sources.map(({ name, source }) => `  ${JSON.stringify(name)}: ${JSON.stringify(source.replace(importLine, '').trim())},`)
  const text = `/** The sources that every exported chart carries; written by \`vitest -u\` from the files that they name. */\nexport const runtimeSources: Readonly<Record<string, string>> = {\n${lines.join('\n')}\n}\n`

  await expect(text).toMatchFileSnapshot('./runtime-source.generated.ts')
})

it('carries sources that import the expression and pattern libraries and one another only', () => {
  const imported = sources.flatMap(({ source }) => [...source.matchAll(importLine)].map(([, from]) => from ?? ''))
  const own = new Set(files.map((name) => name.split('/').at(-1)))

  const foreign = imported.filter((from) => !own.has(from.split('/').at(-1)?.replace(/\.js$/, '')))

  expect(new Set(foreign)).toEqual(new Set(['@callchart/protocol', '@marcbachmann/cel-js', 're2js']))
})

it('carries sources whose names do not clash in one file', () => {
  const names = sources.flatMap(({ source }) => [...source.matchAll(declaration)].map(([, name]) => name))

  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

it('carries types that are those of the protocol', () => {
  expectTypeOf<Plain.Prompt>().toEqualTypeOf<Protocol.Prompt>()
  expectTypeOf<Plain.Listen>().toEqualTypeOf<Protocol.Listen>()
  expectTypeOf<Plain.Expectation>().toEqualTypeOf<{ [Key in keyof Protocol.Expectation]: Protocol.Expectation[Key] }>()
  expectTypeOf<Plain.SlotValue>().toEqualTypeOf<Protocol.SlotValue>()
  expectTypeOf<Plain.HangUpCause>().toEqualTypeOf<Protocol.HangUpCause>()
  expectTypeOf<Plain.DigitsEnd>().toEqualTypeOf<Protocol.DigitsEnd>()
  expectTypeOf<Plain.KeyIntent>().toEqualTypeOf<Protocol.KeyIntent>()
})
