/** The same text for the same content, whatever the order of maps and keys; what only tells when is left out by `leave`. */
export function canonicalText(value: unknown, leave: ReadonlySet<string> = new Set()): string {
  if (value instanceof Map) return canonicalText([...value], leave)
  if (value instanceof Set) return canonicalText([...value].sort(), leave)
  if (Array.isArray(value)) return `[${value.map((item) => canonicalText(item, leave)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined'
  const fields = Object.entries(value).filter(([key, field]) => field !== undefined && !leave.has(key))
  return `{${fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => `${key}:${canonicalText(field, leave)}`).join(',')}}`
}
