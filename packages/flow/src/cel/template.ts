/** A text cut at its {{ … }}: plain text, and the expressions in it. */
export type TemplatePiece = string | { readonly expression: string }

/** Where the expression that begins at `from` ends: at the first }} outside a quoted text; -1 where it never does. One pass. */
export const endOfExpression = (text: string, from: number): number => {
  let quote = ''
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at]
    if (quote !== '') {
      if (sign === '\\') at += 1
      else if (sign === quote) quote = ''
    } else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '}' && text[at + 1] === '}') return at
  }
  return -1
}

/** An expression that is opened and never closed is given with its braces: it cannot be read, and so it is found. */
export const splitTemplate = (text: string): TemplatePiece[] => {
  const pieces: TemplatePiece[] = []
  let rest = 0
  for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', rest)) {
    const close = endOfExpression(text, open + 2)
    if (open > rest) pieces.push(text.slice(rest, open))
    if (close === -1) return [...pieces, { expression: text.slice(open) }]
    pieces.push({ expression: text.slice(open + 2, close).trim() })
    rest = close + 2
  }
  return rest < text.length || pieces.length === 0 ? [...pieces, text.slice(rest)] : pieces
}
