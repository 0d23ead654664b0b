import type { Triple } from './seeded-defects.js'

export const seededTriples: readonly Triple[] = []
