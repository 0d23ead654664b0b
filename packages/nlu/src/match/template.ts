import type { Lexicon, Template } from '../lexicon/lexicon.js'
import type { Normaliser } from '../text/normalise.js'

const join = (tokens: readonly string[]): string => tokens.join(' ')

/**
 * A template over the lexicon's lists as one expression over padded text; alternatives hold plain words only, so matching is linear.
 * A match begins at the space before its first word; its first group is what was said.
 */
export function compileTemplate(template: Template, lexicon: Lexicon, normaliser: Normaliser): RegExp {
  const oneOf = (name: string): string => {
    const words = (lexicon.lists[name] ?? []).map((entry) => join(normaliser.normalise(entry).tokens))
    return `(?:${words.sort((left, right) => right.length - left.length).join('|')})`
  }
  let before = ''
  let after = ''
  let said = ''
  for (const name of template) {
    if (name === '^') before = `(?<=^| ${oneOf('leads')})`
    else if (name === '$') after = `(?:$|${oneOf('ends')} )`
    else if (name.startsWith('!')) before = `(?<! ${oneOf(name.slice(1))})`
    else said += name.endsWith('?') ? `(?:${oneOf(name.slice(0, -1))} )?` : `${oneOf(name)} `
  }
  return new RegExp(`${before} (?=(${said})${after})`, 'gu')
}

/** Names of the lists that a template is made of. */
export function listsOf(template: Template): string[] {
  return template.map((name) => (name === '^' ? 'leads' : name === '$' ? 'ends' : name.replace(/^!|\?$/g, '')))
}
