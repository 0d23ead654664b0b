/** A text cut at its {{ … }}: plain text, and the expressions in it. */
export type TemplatePiece = string | { readonly expression: string }

/** Braces within a text of the expression do not end it: {{ "}}" }} is one piece. */
const placeholder = /\{\{((?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?!\}\}).)*)\}\}/gs

export const splitTemplate = (text: string): TemplatePiece[] => {
  const pieces: TemplatePiece[] = []
  let end = 0
  for (const match of text.matchAll(placeholder)) {
    if (match.index > end) pieces.push(text.slice(end, match.index))
    pieces.push({ expression: (match[1] ?? '').trim() })
    end = match.index + match[0].length
  }
  if (end < text.length || pieces.length === 0) pieces.push(text.slice(end))
  return pieces
}
