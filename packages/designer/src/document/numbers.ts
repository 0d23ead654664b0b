import type { DraftDocument } from '@callchart/flow'

/** Numbers at which callers reach a flow; a draft's list may hold anything. */
export const numbersOf = ({ dnis }: DraftDocument): readonly string[] => (Array.isArray(dnis) ? dnis.filter((number): number is string => typeof number === 'string' && number !== '') : [])
