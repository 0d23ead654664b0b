import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fuzz } from './fuzz/fuzz.js'
import { targets } from './fuzz/targets.js'

const seed = 20_260_304
const found = join(import.meta.dirname, 'fuzz', 'found')
const inputsFor = (name: string): string[] => (existsSync(join(found, name)) ? readdirSync(join(found, name)) : [])

describe.each(targets)('what comes from outside: $name', (target) => {
  it('takes whatever a seed makes, or refuses it by a code', () => {
    const finding = fuzz(target, { seed, count: target.mostCpuMs === undefined ? 300 : 10, isTimed: false })

    expect(finding && `${finding.message}\nof ${JSON.stringify(finding.input.toString('latin1'))}`).toBeUndefined()
  })

  it.for(inputsFor(target.name))('takes what was found once: %s', (file) => {
    expect(() => target.take(readFileSync(join(found, target.name, file)))).not.toThrow()
  })
})
