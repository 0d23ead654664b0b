import { circleMutators } from './circles.js'
import { documentMutators } from './documents.js'
import type { Mutator } from './mutator.js'
import { peopleMutators } from './people.js'
import { reachMutators } from './reach.js'
import { ruleMutators } from './rules.js'
import { variableMutators } from './variables.js'

export const mutators: readonly Mutator[] = [...documentMutators, ...reachMutators, ...circleMutators, ...variableMutators, ...peopleMutators, ...ruleMutators]
