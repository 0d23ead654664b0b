import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileFlow } from '../compile/compile-flow.js'
import { parseFlow } from '../document/parse.js'
import type { CompiledFlow } from '../contract/compiled.js'
import type { FlowDocument } from '../document/schema.js'
import { noResources } from '../resources.js'
import { flowAssigns } from '../machine/assigns.js'
import { flowGuards } from '../machine/guards.js'
import { createFlowMachine } from '../step/machine.js'
import { everyKind, everyKindResources } from '../fixtures/every-kind.js'
import { randomCall } from '../fixtures/random-call.js'
import { exportMachineJson, exportMachineTs } from './export-machine.js'

const libraries = ['xstate', '@marcbachmann/cel-js', 're2js']
const root = fileURLToPath(new URL('../../../../', import.meta.url))
let folder = ''

/** The folder of a library, as this package resolves it. */
const folderOf = (library: string): string => join(root, 'node_modules', library)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exported-chart-'))
  for (const library of libraries) {
    mkdirSync(dirname(join(folder, 'node_modules', library)), { recursive: true })
    symlinkSync(folderOf(library), join(folder, 'node_modules', library))
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Runs event lists on an exported chart with XState's own functions, in a process of its own. */
const player = `
import { readFileSync, writeFileSync } from 'node:fs'
import { initialTransition, transition } from 'xstate'
import { machine, renderEffect } from './chart.js'
const failed = (error) => [{ type: 'flow.failed', code: error.code ?? (String(error.message).startsWith('Infinite loop') ? 'FLOW_LOOP_WITHOUT_WAIT' : 'FLOW_STEP_FAILED'), message: error.message }]
const play = (events) => {
  let [snapshot] = initialTransition(machine)
  return events.map((event) => {
    let effects = []
    if (snapshot.status === 'active') {
      try {
        const [next, actions] = transition(machine, snapshot, event)
        effects = actions.filter(({ type }) => type === 'perform').map(({ params, info }) => renderEffect(params, info.context, event))
        snapshot = next
      } catch (error) { effects = failed(error) }
    }
    return { value: snapshot.value, context: snapshot.context, effects }
  })
}
const lists = JSON.parse(readFileSync(process.argv[2], 'utf8'))
writeFileSync(process.argv[3], JSON.stringify(lists.map(play)))
`

/** Compiles a file of the folder to JavaScript beside it; the compiler's complaints. */
const compileStrictly = (file: string): string => {
  const strict = ['--strict', '--skipLibCheck', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--verbatimModuleSyntax']
  const target = ['--target', 'es2023', '--module', 'nodenext', '--moduleResolution', 'nodenext', '--types', '']
  return spawnSync(join(root, 'node_modules/.bin/tsc'), [...strict, ...target, file], { cwd: folder, encoding: 'utf8' }).stdout
}

const playExported = (compiled: CompiledFlow, lists: unknown): unknown => {
  writeFileSync(join(folder, 'chart.ts'), exportMachineTs(compiled))
  const problems = compileStrictly('chart.ts')
  if (problems !== '') throw new Error(problems)
  writeFileSync(join(folder, 'play.mjs'), player)
  writeFileSync(join(folder, 'lists.json'), JSON.stringify(lists))
  execFileSync(process.execPath, ['play.mjs', 'lists.json', 'played.json'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  return JSON.parse(readFileSync(join(folder, 'played.json'), 'utf8'))
}

const cardServices = (): FlowDocument => {
  const parsed = parseFlow(JSON.parse(readFileSync(join(root, 'flows/card-services.flow.json'), 'utf8')))
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  return parsed.document
}

describe.each([
  { name: 'every kind', document: everyKind(), resources: everyKindResources(), intents: ['order', 'pay', 'tea', 'extras/more'] },
  { name: 'card services', document: cardServices(), resources: noResources, intents: ['balance', 'lostCard', 'openingHours'] },
])('the exported chart of $name', ({ document, resources, intents }) => {
  const compiled = compileFlow(document, resources)

  it('compiles under strict TypeScript and gives the same states, contexts and effects as our step on 200 random calls', () => {
    const machine = createFlowMachine(compiled)
    const calls = Array.from({ length: 200 }, (_, seed) => randomCall(machine, seed, 40, intents))
    const ours = calls.map(({ steps }) =>
      steps.map(({ snapshot, effects }) => {
        const { value, context } = snapshot as unknown as { value: unknown; context: unknown }
        return { value, context, effects }
      }),
    )

    const theirs = playExported(
      compiled,
      calls.map(({ events }) => events),
    )

    expect(theirs).toEqual(JSON.parse(JSON.stringify(ours)))
  }, 60_000)

  it('reaches every node that waits on such calls', () => {
    const machine = createFlowMachine(compiled)
    const waits = ['ask', 'knowledge', 'menu', 'collect', 'transfer', 'voicemail', 'hangup']
    const missing = new Set(compiled.manifest.nodes.filter(({ kind }) => waits.includes(kind)).map(({ id }) => id))
    const reach = (id: string): void => {
      missing.delete(id)
      // A sub-flow that is run twice is reached at either site.
      missing.delete(id.replace('extras', 'moreExtras'))
      missing.delete(id.replace('moreExtras', 'extras'))
    }

    for (let seed = 0; missing.size > 0 && seed < 5_000; seed += 1)
      for (const { effects } of randomCall(machine, seed, 60, intents).steps)
        for (const effect of effects) if (effect.type === 'node.entered') reach(effect.nodeId)

    expect([...missing]).toEqual([])
  })
})

it('would not compile with a wrong type in it', () => {
  writeFileSync(join(folder, 'wrong.ts'), `${exportMachineTs(compileFlow(everyKind(), everyKindResources()))}\nexport const wrong: number = machine.id\n`)

  expect(compileStrictly('wrong.ts')).toContain("Type 'string' is not assignable to type 'number'")
}, 60_000)

it('imports the three libraries only', () => {
  const imports = [...exportMachineTs(compileFlow(everyKind(), everyKindResources())).matchAll(/^\s*(?:import|export)\b[^'\n]* from '([^']+)'/gm)].map(
    ([, from]) => from,
  )

  expect(imports.sort()).toEqual([...libraries].sort())
  expect(createRequire(join(folder, 'chart.js')).resolve.paths('zod')).not.toContain(join(root, 'node_modules'))
})

it('names no guard or action that it does not carry', () => {
  const text = exportMachineJson(compileFlow(everyKind(), everyKindResources()))
  const config = JSON.parse(text) as unknown
  const guards = new Set<string>()
  const actions = new Set<string>()
  const visit = (value: unknown, key: string): void => {
    if (typeof value === 'string' && key === 'guard') guards.add(value)
    if (typeof value === 'string' && ['actions', 'entry', 'exit'].includes(key)) actions.add(value)
    if (Array.isArray(value))
      return value.forEach((item) => {
        visit(item, key)
      })
    if (value === null || typeof value !== 'object') return
    const { type } = value as { type?: unknown }
    if (key === 'guard') guards.add(String(type))
    if (['actions', 'entry', 'exit'].includes(key)) actions.add(String(type))
    if (key !== 'params')
      Object.entries(value).forEach(([name, item]) => {
        visit(item, name)
      })
  }
  visit(config, '')

  expect([...guards].filter((name) => !(name in flowGuards))).toEqual([])
  expect([...actions].filter((name) => name !== 'perform' && !(name in flowAssigns))).toEqual([])
  expect(guards.size).toBeGreaterThan(12)
  expect(actions.size).toBeGreaterThan(15)
})
