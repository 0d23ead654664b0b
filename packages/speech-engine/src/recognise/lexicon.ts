import { readFile } from 'node:fs/promises'
import type { Logger } from 'pino'
import type { LexiconEntry } from './messages.js'
import { dictionaryFile } from './model.js'
import { phonesFromIpa } from './pronounce.js'

/** How a word outside the dictionary is said, as IPA, a word each. */
export type Pronounce = (words: readonly string[]) => Promise<readonly string[]>

/** The dictionary of the model, and what was added to it: every word has a token that is safe in any grammar. */
export class Lexicon {
  readonly #entries = new Map<string, LexiconEntry>()

  constructor(
    readonly dictionary: ReadonlyMap<string, readonly string[]>,
    readonly pronounce: Pronounce,
    readonly log: Logger,
  ) {}

  static async load(pronounce: Pronounce, log: Logger): Promise<Lexicon> {
    return new Lexicon(parseDictionary(await readFile(dictionaryFile, 'utf8')), pronounce, log)
  }

  /** Entries of the words that can be said; words that cannot are missing from the result. */
  async find(words: Iterable<string>): Promise<ReadonlyMap<string, LexiconEntry>> {
    const wanted = [...new Set(words)]
    const unknown = wanted.filter((word) => !this.#entries.has(word) && !this.dictionary.has(word))
    if (unknown.length > 0) await this.#learn(unknown)
    return new Map(wanted.flatMap((word) => {
      const entry = this.#entryOf(word)
      return entry === undefined ? [] : [[word, entry]]
    }))
  }

  #entryOf(word: string): LexiconEntry | undefined {
    const known = this.#entries.get(word)
    if (known !== undefined) return known
    const pronunciations = this.dictionary.get(word)
    return pronunciations === undefined ? undefined : this.#add(word, pronunciations)
  }

  #add(word: string, pronunciations: readonly string[]): LexiconEntry {
    const entry = { token: `w${this.#entries.size}`, word, pronunciations }
    this.#entries.set(word, entry)
    return entry
  }

  async #learn(words: readonly string[]): Promise<void> {
    const spoken = await this.pronounce(words).catch((error: unknown) => {
      this.log.warn({ err: error }, 'letter-to-sound failed')
      return []
    })
    words.forEach((word, index) => {
      const phones = phonesFromIpa(spoken[index] ?? '')
      if (phones !== undefined && !this.#entries.has(word)) this.#add(word, [phones])
    })
  }
}

/** `word PH OH N`, with `word(2)` for a further way to say it; `;;` begins a comment. */
export function parseDictionary(text: string): Map<string, string[]> {
  const dictionary = new Map<string, string[]>()
  for (const line of text.split('\n')) {
    const space = line.indexOf(' ')
    if (space <= 0 || line.startsWith(';;')) continue
    const word = line.slice(0, space).replace(/\(\d+\)$/, '').toLowerCase()
    const phones = line.slice(space + 1).trim()
    const known = dictionary.get(word)
    if (known === undefined) dictionary.set(word, [phones])
    else known.push(phones)
  }
  return dictionary
}

const digitNames = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

/** Words of a phrase as they are said: lower case, no punctuation, digits one by one. */
export function wordsOfPhrase(phrase: string): readonly string[] {
  return phrase
    .toLowerCase()
    .normalize('NFKC')
    .replaceAll(/[’‘]/g, "'")
    .replaceAll('&', ' and ')
    .replaceAll(/\d/g, (digit) => ` ${digitNames[Number(digit)] ?? ''} `)
    .split(/[^\p{L}\p{M}']+/u)
    .map((word) => word.replaceAll(/^'+|'+$/g, ''))
    .filter((word) => word !== '')
}
