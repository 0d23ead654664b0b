import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { baseFlow } from '../fixtures/defects/bases.js'
import { Dice } from '../fixtures/defects/dice.js'
import type { LibraryFlow } from '../fixtures/defects/library-flow.js'
import { ruleMutators } from '../fixtures/defects/mutators/rules.js'
import { checkRules } from './check-rules.js'
import { readRules } from './read-rules.js'

const { rules = [] } = readRules(readFileSync(new URL('../../../../flows/rules.json', import.meta.url), 'utf8'))
const brokenIn = ({ document, resources }: LibraryFlow): string[] => checkRules(document, { ...resources, rules }).map(({ rule = '', unproven }) => (unproven === true ? `${rule} unproven` : rule))

describe.each(['card-services', 'good-1-20', 'good-5-40'])('the rules of the folder, on %s', (name) => {
  const base = baseFlow(name)

  it('hold in it', () => {
    expect(brokenIn(base)).toEqual([])
  })

  it('are broken by whatever breaks them, and a call shows it', () => {
    const missed = ruleMutators.flatMap((mutator) => {
      const mutated = mutator.mutate(base, new Dice(1))
      if (mutated === undefined) return []
      const broken = brokenIn(mutated.flow)
      return broken.some((rule) => !rule.endsWith('unproven')) ? [] : [`${mutator.name}: ${broken.join()}`]
    })

    expect(missed).toEqual([])
  })
})
