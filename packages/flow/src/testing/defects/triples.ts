/** A mutator, the flow that it is put to, and the seed of its choices. */
export type Triple = readonly [mutator: string, base: string, seed: number]

/** Flows and seeds by mutator. */
export type ChosenTriples = Readonly<Record<string, readonly (readonly [base: string, seed: number])[]>>

export const triplesOf = (chosen: ChosenTriples): Triple[] => Object.entries(chosen).flatMap(([mutator, places]) => places.map(([base, seed]): Triple => [mutator, base, seed]))
