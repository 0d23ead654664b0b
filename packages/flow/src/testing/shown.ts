/** vitest's own matchers say what they are. */
const isNamed = (matcher: object): matcher is { toAsymmetricMatcher(): string } => 'toAsymmetricMatcher' in matcher && typeof matcher.toAsymmetricMatcher === 'function'

/** A value or a pattern as a failure shows it, on one line. */
export const shown = (value: unknown): string => {
  if (value instanceof RegExp) return String(value)
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`
  if (typeof value !== 'object' || value === null) return value === undefined ? 'nothing' : JSON.stringify(value)
  if ('asymmetricMatch' in value) return isNamed(value) ? value.toAsymmetricMatcher() : 'a matcher'
  const fields = Object.entries(value).map(([key, part]) => `${key}: ${shown(part)}`)
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}
