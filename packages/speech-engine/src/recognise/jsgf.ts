import type { AbnfGrammar, Expansion } from './abnf.js'

/** A grammar's root as one JSGF expression. Rules are written out in place: JSGF has no counted repeats, and rule names need no care then. */
export function toJsgfExpression(grammar: AbnfGrammar, spell: (word: string) => string): string {
  const write = (expansion: Expansion): string => {
    switch (expansion.type) {
      case 'word':
        return spell(expansion.word)
      case 'rule':
        return write(grammar.rules.get(expansion.name) ?? { type: 'sequence', parts: [] })
      case 'sequence':
        return `( ${expansion.parts.map(write).join(' ')} )`
      case 'choice':
        return `( ${expansion.options.map((option) => weighted(option.weight, write(option.expansion))).join(' | ')} )`
      case 'repeat':
        return repeated(write(expansion.expansion), expansion.least, expansion.most)
    }
  }
  return write({ type: 'rule', name: grammar.root })
}

const weighted = (weight: number, text: string): string => (weight === 1 ? text : `/${weight}/ ${text}`)

/** `<1-3>` becomes `x [ x [ x ] ]`: nested, so that each count has one reading only. */
function repeated(text: string, least: number, most: number): string {
  const needed = Array.from({ length: least }, () => text)
  const spare = most - least
  const tail = spare === 0 ? '' : `${`[ ${text} `.repeat(spare)}${'] '.repeat(spare)}`.trim()
  return `( ${[...needed, tail].filter((part) => part !== '').join(' ')} )`
}

/** Words that a grammar can produce. */
export function wordsOf(grammar: AbnfGrammar): ReadonlySet<string> {
  const words = new Set<string>()
  const visit = (expansion: Expansion): void => {
    switch (expansion.type) {
      case 'word':
        words.add(expansion.word)
        break
      case 'rule':
        break
      case 'sequence':
        expansion.parts.forEach(visit)
        break
      case 'choice':
        expansion.options.forEach((option) => visit(option.expansion))
        break
      case 'repeat':
        visit(expansion.expansion)
    }
  }
  grammar.rules.forEach(visit)
  return words
}
