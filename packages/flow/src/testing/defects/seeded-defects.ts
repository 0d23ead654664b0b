import { baseFlow } from './bases.js'
import { Dice } from './dice.js'
import type { Evidence } from './evidence/evidence.js'
import type { LibraryFlow } from './library-flow.js'
import type { DefectFamily, Mutator } from './mutators/mutator.js'
import { mutators } from './mutators/all.js'
import { seededTriples } from './seeded-triples.js'
import { triplesOf, type Triple } from './triples.js'

/** A flow with one defect, of which calls have shown that it is one. */
export interface SeededDefect {
  readonly id: string
  readonly mutator: string
  readonly base: string
  readonly seed: number
  readonly family: DefectFamily
  readonly meaning: string
  readonly flow: LibraryFlow
  /** Nodes concerned, the one to be repaired first. */
  readonly nodes: readonly string[]
  readonly evidence: Evidence
}

const diceOf = ([mutator, base, seed]: Triple): Dice => new Dice([...`${mutator} ${base} ${seed}`].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7))

/** The defect of a triple; undefined where the mutator finds no place for it in the flow. */
export const seedDefect = (known: readonly Mutator[], triple: Triple): SeededDefect | undefined => {
  const [name, base, seed] = triple
  const mutator = known.find((each) => each.name === name)
  const mutated = mutator?.mutate(baseFlow(base), diceOf(triple))
  if (mutator === undefined || mutated === undefined) return undefined
  const { family, meaning } = mutator
  return { id: triple.join(' '), mutator: name, base, seed, family, meaning, ...mutated }
}

export const seedAll = (known: readonly Mutator[], triples: readonly Triple[]): SeededDefect[] =>
  triples.map((triple) => {
    const defect = seedDefect(known, triple)
    if (defect === undefined) throw new Error(`The triple "${triple.join(' ')}" makes no defect any more: choose the triples anew`)
    return defect
  })

/** All seeded defects, each confirmed by calls: the same every time. */
export const seededDefects = (): SeededDefect[] => seedAll(mutators, triplesOf(seededTriples))
