/** A value of a JSON text with its place: `[start, end)`. */
export type JsonNode = { readonly start: number; readonly end: number } & (
  | { readonly type: 'object'; readonly members: readonly { readonly key: string; readonly start: number; readonly value: JsonNode }[] }
  | { readonly type: 'array'; readonly items: readonly JsonNode[] }
  | { readonly type: 'scalar' }
)

const blank = /[\s]*/y
const string = /"(?:[^"\\]|\\.)*"/y
const scalar = /[^\s,\]}]+/y

/** Reads places only: the text is known to be JSON. */
class Places {
  private at = 0

  constructor(private readonly text: string) {}

  value(): JsonNode {
    this.match(blank)
    const start = this.at
    if (this.text[start] === '{') return this.object(start)
    if (this.text[start] === '[') return this.array(start)
    this.match(this.text[start] === '"' ? string : scalar)
    return { type: 'scalar', start, end: this.at }
  }

  private object(start: number): JsonNode {
    const members: { key: string; start: number; value: JsonNode }[] = []
    this.each('}', () => {
      const from = this.at
      const key = JSON.parse(this.match(string)) as string
      this.match(blank)
      this.at += 1
      members.push({ key, start: from, value: this.value() })
    })
    return { type: 'object', start, end: this.at, members }
  }

  private array(start: number): JsonNode {
    const items: JsonNode[] = []
    this.each(']', () => items.push(this.value()))
    return { type: 'array', start, end: this.at, items }
  }

  private each(close: string, read: () => void): void {
    this.at += 1
    for (;;) {
      this.match(blank)
      const sign = this.text[this.at]
      if (sign === close || sign === undefined) break
      if (sign === ',') this.at += 1
      else read()
    }
    this.at += 1
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0] ?? ''
    this.at += found.length
    return found
  }
}

export const placesOf = (text: string): JsonNode => new Places(text).value()

export const memberOf = (node: JsonNode | undefined, key: string): JsonNode | undefined =>
  node?.type === 'object' ? node.members.find((member) => member.key === key)?.value : undefined

/** Puts a further item or member behind the last one, set apart as those before it are. @param added JSON text */
export function appendTo(text: string, node: JsonNode, added: string): string {
  const places = node.type === 'object' ? node.members.map(({ start, value }) => ({ start, end: value.end })) : node.type === 'array' ? node.items : []
  const [last, before] = [places.at(-1), places.at(-2)]
  if (last === undefined) return `${text.slice(0, node.start + 1)}${node.type === 'object' ? ` ${added} ` : added}${text.slice(node.end - 1)}`
  const opening = text.slice(node.start + 1, last.start)
  const between = before === undefined ? (opening.includes('\n') ? `,${opening}` : ', ') : text.slice(before.end, last.start)
  return `${text.slice(0, last.end)}${between}${added}${text.slice(last.end)}`
}
