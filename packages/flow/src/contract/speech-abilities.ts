/** A language that somebody recognises: a tag such as `en-US`, or its first part for all its regions, or `*` for every language. */
export interface HeardLanguage {
  readonly language: string
  /** Whatever is said, not only the phrases of the turn. */
  readonly freeText: boolean
}

/** What the speech engines of an installation can do; what is absent is not known, and nothing is said about it. */
export interface SpeechAbilities {
  readonly hears?: readonly HeardLanguage[]
  /** Names of voices, in lower case; any of them may be followed by `+` and a timbre. */
  readonly voices?: { readonly names: readonly string[]; readonly timbres: readonly string[] }
}
