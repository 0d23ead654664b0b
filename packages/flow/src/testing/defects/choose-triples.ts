import { exampleIds, randomBaseNames } from './bases.js'
import { isConfirmed } from './evidence/confirm.js'
import type { Mutator } from './mutators/mutator.js'
import { seedDefect } from './seeded-defects.js'
import type { Triple } from './triples.js'

export interface Chosen {
  readonly mutator: string
  readonly triples: readonly Triple[]
  /** Those that calls did not confirm. */
  readonly refuted: readonly Triple[]
  readonly tookMs: number
}

/** Example flows and random ones in turn, beginning elsewhere for each mutator: no flow is broken much more often than others. */
export const basesFor = (mutator: string): string[] => {
  const from = [...mutator].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)
  const turned = <Item>(items: readonly Item[]): Item[] => items.map((_, index) => items[(index + from) % items.length] as Item)
  const examples = turned(exampleIds)
  return turned(randomBaseNames).flatMap((random, index) => [...(examples[index] === undefined ? [] : [examples[index]]), random])
}

/** Tries a mutator on one flow after another until so many triples are confirmed, each with a document of its own. */
export const chooseTriples = (mutator: Mutator, wanted: number, bases: readonly string[] = basesFor(mutator.name), seeds: readonly number[] = [1, 2], nowMs: () => number = () => 0): Chosen => {
  const began = nowMs()
  const documents = new Set<string>()
  const triples: Triple[] = []
  const refuted: Triple[] = []
  for (const seed of seeds)
    for (const base of bases) {
      if (triples.length >= wanted) break
      const triple: Triple = [mutator.name, base, seed]
      const defect = seedDefect([mutator], triple)
      const text = JSON.stringify(defect?.flow.document)
      if (defect === undefined || documents.has(text)) continue
      documents.add(text)
      ;(isConfirmed(defect.flow, defect.evidence) ? triples : refuted).push(triple)
    }
  return { mutator: mutator.name, triples, refuted, tookMs: nowMs() - began }
}
