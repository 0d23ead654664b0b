/** Codes raised by the nlu part: code -> meaning. */
export const nluErrorCodes = {
  NLU_BAD_PATTERN: 'A regular expression of an intent is not valid RE2 syntax, is longer than 1,000 characters, or repeats more by numbers than 5,000 steps.',
  NLU_BAD_MODEL: 'A stored understanding model has a format or classifier this release cannot read.',
  NLU_NOTHING_TO_MEASURE: 'A benchmark has no texts to learn from, or none to measure with.',
} as const satisfies Record<string, string>
