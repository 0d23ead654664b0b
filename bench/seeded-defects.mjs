/**
 * Puts calls through every seeded defect until it shows, and random calls through those that say that something never happens.
 *
 *   node bench/seeded-defects.mjs [--calls 20000] [--of unreachable]
 *   node bench/seeded-defects.mjs --choose 6     triples anew, as they stand in seeded-triples.ts and holdout-triples.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'

const { values } = parseArgs({ options: { calls: { type: 'string', default: '20000' }, of: { type: 'string' }, choose: { type: 'string' } } })
const sources = new URL('../packages/flow/src/fixtures/defects/', import.meta.url)
/** As deep as the sources: they find the flows from where they are. */
const built = new URL('../packages/flow/dist/fixtures/defects/', import.meta.url)

const bundle = await rolldown({ input: fileURLToPath(new URL('everything.ts', sources)), platform: 'node', resolve: { conditionNames: ['@callchart/source', 'node', 'import'] }, logLevel: 'silent' })
mkdirSync(built, { recursive: true })
await bundle.write({ file: fileURLToPath(new URL('everything.mjs', built)), format: 'esm' })
const { basesFor, chooseTriples, holdDefect, holdoutDefects, holdoutKinds, isConfirmed, isContradicted, mutators, seededDefects } = await import(new URL('everything.mjs', built).href)

const say = (line) => process.stdout.write(`${line}\n`)

const fileOf = (name, triples) => {
  const byMutator = new Map()
  for (const [mutator, base, seed] of triples) byMutator.set(mutator, [...(byMutator.get(mutator) ?? []), `['${base}', ${seed}]`])
  const lines = [...byMutator].map(([mutator, places]) => `  '${mutator}': [${places.join(', ')}],`)
  return `import type { ChosenTriples } from './triples.js'

/** Flows and seeds by mutator, each confirmed by calls; \`node bench/seeded-defects.mjs\` chooses and confirms them anew. */
export const ${name}: ChosenTriples = {
${lines.join('\n')}
}
`
}

/** Triples of the kinds that are held back, each confirmed. */
const holdTriples = (kind, wanted) => {
  const triples = []
  const documents = new Set()
  for (const seed of [1, 2, 3])
    for (const base of basesFor(kind)) {
      const defect = triples.length < wanted ? holdDefect([kind, base, seed]) : undefined
      const text = JSON.stringify(defect?.flow.document)
      if (defect === undefined || documents.has(text)) continue
      documents.add(text)
      if (defect.confirm()) triples.push([kind, base, seed])
    }
  return triples
}

const choose = (wanted) => {
  const triples = mutators.flatMap((mutator) => {
    const { triples, refuted, tookMs } = chooseTriples(mutator, wanted, undefined, undefined, () => performance.now())
    say(`${mutator.name.padEnd(40)} ${triples.length} confirmed, ${refuted.length} dropped, ${Math.round(tookMs)} ms ${refuted.map(([, base, seed]) => `${base}/${seed}`).join(' ')}`)
    return triples
  })
  writeFileSync(new URL('seeded-triples.ts', sources), fileOf('seededTriples', triples))
  writeFileSync(new URL('holdout-triples.ts', sources), fileOf('holdoutTriples', holdoutKinds.flatMap(({ name }) => holdTriples(name, 10))))
  say(`${triples.length} triples of ${mutators.length} mutators`)
}

const confirm = (callCount) => {
  const began = performance.now()
  const defects = seededDefects().filter(({ family }) => values.of === undefined || family === values.of)
  const failed = []
  for (const { id, flow, evidence } of defects) {
    if (!isConfirmed(flow, evidence)) failed.push(`${id}: not shown`)
    if (isContradicted(flow, evidence, callCount)) failed.push(`${id}: contradicted by a random call`)
  }
  const held = values.of === undefined ? holdoutDefects() : []
  for (const { id, confirm: isShown } of held) if (!isShown()) failed.push(`${id}: not shown`)
  failed.forEach(say)
  say(`${defects.length} seeded defects and ${held.length} held back, ${failed.length} not confirmed, ${callCount} random calls each where something never happens, ${Math.round((performance.now() - began) / 1000)} s`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

if (values.choose === undefined) confirm(Number(values.calls))
else choose(Number(values.choose))
