/** A flow of thousands of nodes, before and after. */
export const draftBodyBytes = 20_000_000
