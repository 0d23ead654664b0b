/** How a language's texts become features. */
export interface FeatureKinds {
  /** How much each block counts. */
  readonly weights: readonly number[]
  /** Feature names, block by block; a name occurs as often as it is given. */
  readonly names: (tokens: readonly string[]) => string[][]
  /** The feature that a token alone is. */
  readonly nameOf: (token: string) => string
}
