import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { exploredFlow, flowPaths, markdownText, vitestText } from '@callchart/flow'
import { readFlowFile } from '@callchart/flow/testing'
import { afterAll, describe, expect, it } from 'vitest'

const flows = new URL('./', import.meta.url)
const folder = new URL(`../.callchart/paths-${process.pid}/`, import.meta.url)
const names = readdirSync(flows).filter((name) => name.endsWith('.flow.json'))

/** Less than `callchart paths` tries, so that all flows take a few seconds. */
const few = { mostSteps: 4_000, stepsEach: 600 }

mkdirSync(folder, { recursive: true })
afterAll(() => rmSync(folder, { recursive: true, force: true }))

for (const name of names) {
  const file = new URL(name, flows)
  const paths = flowPaths(exploredFlow(readFlowFile(file).compiled), few)
  const written = fileURLToPath(new URL(`${name}.paths.test.ts`, folder))
  writeFileSync(written, vitestText(paths, `../../flows/${name}`))

  describe(`conversations generated for ${name}`, () => {
    it('take nearly every transition, each of them somewhere', () => {
      const covered = new Set(paths.scripts.flatMap(({ covers }) => covers))

      expect([...covered].sort()).toEqual([...paths.taken].sort())
      expect(paths.taken.length + paths.untakeable.length + paths.open.length).toBe(paths.transitionCount)
      expect(paths.open.length).toBeLessThan(8)
    })

    it('come to an end, none of them too long to be listened to', () => {
      expect(paths.scripts.filter(({ end }) => end.type === 'unfinished')).toEqual([])
      expect(Math.max(...paths.scripts.map(({ steps }) => steps.filter(({ move }) => move !== undefined && move.quiet !== true).length))).toBeLessThan(40)
    })

    it('are told in both languages, one of them, and with why the rest cannot be taken', () => {
      const chinese = markdownText(paths, ['zh'])

      expect(markdownText(paths, ['zh', 'en'])).toContain('机器人 / Bot')
      expect(chinese).not.toContain('Caller:')
      expect(chinese).toContain('任何通话都到不了该状态')
    })
  })

  // The generated tests are tests of this file.
  await import(/* @vite-ignore */ written)
}

const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync(new URL('../docs/paths-and-simulation.md', import.meta.url), 'utf8')) ?? []
const ofDocs = fileURLToPath(new URL('example.test.ts', folder))
writeFileSync(
  ofDocs,
  `import { it } from 'vitest'
import { playCall, readFlowFile } from '@callchart/flow/testing'

const flow = readFlowFile(new URL('../../flows/card-services.flow.json', import.meta.url))

it('a call is played as the docs say', () => {
${example}})
`,
)
await import(/* @vite-ignore */ ofDocs)
