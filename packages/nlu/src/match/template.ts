import type { Lexicon, Template } from '../lexicon/lexicon.js'
import { oncePerLexicon } from '../lexicon/once-per-lexicon.js'
import { normaliserOf, type NormalText } from '../text/normalise.js'

/** Finds what a template says in an utterance. */
export interface CompiledTemplate {
  /** A match begins at the space before its first word; its first group is what was said. */
  matchAll(utterance: NormalText): Iterable<RegExpExecArray>
}

const join = (tokens: readonly string[]): string => tokens.join(' ')

/** `~3` up to three words, `*2` up to two of which none is a possessive. */
const gap = /^([~*])([1-9])$/

/** A lexicon's lists as sequences of words, and a word of each sequence without which it is not said: the rarest. */
interface ListIndex {
  readonly sequencesOf: (name: string) => readonly string[]
  /** The lists of which something may have been said. */
  readonly listsIn: (tokens: readonly string[]) => ReadonlySet<string>
}

const listIndexOf = oncePerLexicon((lexicon): ListIndex => {
  const { normalise } = normaliserOf(lexicon)
  const lists = new Map(Object.entries(lexicon.lists).map(([name, entries]) => [name, entries.map((entry) => normalise(entry).tokens)]))
  const counts = new Map<string, number>()
  for (const tokens of [...lists.values()].flat(2)) counts.set(tokens, (counts.get(tokens) ?? 0) + 1)
  const rarest = (tokens: readonly string[]): string =>
    tokens.reduce((best, token) => ((counts.get(token) ?? 0) < (counts.get(best) ?? 0) ? token : best), tokens[0] ?? '')
  const listsOfToken = new Map<string, Set<string>>()
  for (const [name, entries] of lists) {
    for (const token of new Set(entries.map(rarest))) listsOfToken.set(token, (listsOfToken.get(token) ?? new Set()).add(name))
  }
  const asText = new Map([...lists].map(([name, entries]) => [name, [...new Set(entries.map(join))].sort((left, right) => right.length - left.length)]))
  return {
    sequencesOf: (name) => asText.get(name) ?? [],
    listsIn: (tokens) => {
      const found = new Set<string>()
      for (const token of tokens) listsOfToken.get(token)?.forEach((name) => found.add(name))
      return found
    },
  }
})

/** The lists of which something may have been said, once an utterance, for all the templates that ask. */
const listsIn = oncePerLexicon((lexicon): ((utterance: NormalText) => ReadonlySet<string>) => {
  const index = listIndexOf(lexicon)
  const known = new WeakMap<NormalText, ReadonlySet<string>>()
  return (utterance) => {
    const lists = known.get(utterance) ?? index.listsIn(utterance.tokens)
    known.set(utterance, lists)
    return lists
  }
})

/** A template over the lexicon's lists as one expression over padded text; alternatives hold plain words only, and gaps are short, so matching is linear. */
function expressionOf(template: Template, lexicon: Lexicon): RegExp {
  const oneOf = (name: string): string => `(?:${listIndexOf(lexicon).sequencesOf(name).join('|')})`
  let before = ''
  let after = ''
  let said = ''
  for (const [place, name] of template.entries()) {
    const [, kind, count] = gap.exec(name) ?? []
    if (name === '^') before = `(?<=^| ${oneOf('leads')})`
    else if (name === '$') after = `(?:$|${oneOf('ends')} )`
    else if (name.startsWith('!') && place === 0) before = `(?<! ${oneOf(name.slice(1))})`
    else if (name.startsWith('!')) said += `(?!${oneOf(name.slice(1))} )`
    else if (kind !== undefined) said += `(?:${kind === '*' ? `(?!${oneOf('possessives')} )` : ''}\\S+ ){0,${count ?? ''}}?`
    else said += name.endsWith('?') ? `(?:${oneOf(name.slice(0, -1))} )?` : `${oneOf(name)} `
  }
  return new RegExp(`${before} (?=(${said})${after})`, 'gu')
}

/** Compiles a template; its expression is made when first something that it needs is said. */
export function compileTemplate(template: Template, lexicon: Lexicon): CompiledTemplate {
  const needed = template.filter((name) => /^[a-z]\w*$/i.test(name))
  const said = listsIn(lexicon)
  let expression: RegExp | undefined
  return {
    matchAll: (utterance) => {
      const lists = said(utterance)
      if (!needed.every((name) => lists.has(name))) return []
      expression ??= expressionOf(template, lexicon)
      return utterance.padded.matchAll(expression)
    },
  }
}

/** What of an utterance a template finds first. */
export function findTemplate(template: CompiledTemplate, utterance: NormalText): string | undefined {
  for (const match of template.matchAll(utterance)) return match[1]?.trim()
  return undefined
}

/** Names of the lists that a template is made of. */
export function listsOf(template: Template): string[] {
  return template.map((name) => (name === '^' ? 'leads' : name === '$' ? 'ends' : gap.test(name) ? 'possessives' : name.replace(/^!|\?$/g, '')))
}
