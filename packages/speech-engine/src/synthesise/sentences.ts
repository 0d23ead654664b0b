/** Whole sentences at the head of a text, as one piece, and the rest, which may still grow. Espeak-ng sets its own pauses inside a piece. */
export function splitSentences(text: string): { readonly sentences: readonly string[]; readonly rest: string } {
  const match = /^[\s\S]*(?:[.!?]["')\]]*\s|[。！？\n])/u.exec(text)
  const end = match?.[0].length ?? 0
  return { sentences: end === 0 ? [] : [text.slice(0, end)], rest: text.slice(end) }
}
