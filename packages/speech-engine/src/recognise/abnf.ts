import { SpeechEngineError } from '../errors.js'

/** What a rule of a grammar may be built of. */
export type Expansion =
  | { readonly type: 'word'; readonly word: string }
  | { readonly type: 'rule'; readonly name: string }
  | { readonly type: 'sequence'; readonly parts: readonly Expansion[] }
  | { readonly type: 'choice'; readonly options: readonly { readonly weight: number; readonly expansion: Expansion }[] }
  | { readonly type: 'repeat'; readonly expansion: Expansion; readonly least: number; readonly most: number }

export interface AbnfGrammar {
  readonly root: string
  readonly rules: ReadonlyMap<string, Expansion>
}

interface Token {
  readonly kind: 'word' | 'rule' | 'repeat' | 'weight' | 'sign'
  readonly text: string
  readonly at: number
}

const header = /^#ABNF 1\.0(?: (?:UTF-8|utf-8))?;/
/** A repeat far beyond any number that is spoken would only swell the search. */
const maxRepeats = 32
const maxGrammarBytes = 16_384
const lexer = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(\$[A-Za-z_][\w-]*)|<([\d\s-]+)>|\/(\d+(?:\.\d+)?)\/|([A-Za-z][A-Za-z'-]*)|([=;|()[\]])|([\s\S])/y

/**
 * Reads one grammar in the subset of SRGS ABNF 1.0 that the engine knows: rules, words, alternatives with weights, sequences,
 * groups, optional parts, `<n>` and `<m-n>`. @see https://www.w3.org/TR/speech-grammar/
 * @throws SpeechEngineError SPEECH_GRAMMAR_INVALID
 */
export function parseAbnf(source: string): AbnfGrammar {
  if (Buffer.byteLength(source) > maxGrammarBytes) throw invalid(`it is longer than ${maxGrammarBytes} bytes`)
  const opening = header.exec(source)
  if (opening === null) throw invalid('it does not begin with "#ABNF 1.0 UTF-8;"')
  const parser = new Parser(tokenize(source, opening[0].length))
  const grammar = parser.grammar()
  requireRules(grammar)
  return grammar
}

function tokenize(source: string, from: number): Token[] {
  const tokens: Token[] = []
  lexer.lastIndex = from
  for (let match = lexer.exec(source); match !== null; match = lexer.exec(source)) {
    const [, rule, repeat, weight, word, sign, stray] = match
    const at = match.index + 1
    if (rule !== undefined) tokens.push({ kind: 'rule', text: rule.slice(1), at })
    else if (repeat !== undefined) tokens.push({ kind: 'repeat', text: repeat.replaceAll(/\s/g, ''), at })
    else if (weight !== undefined) tokens.push({ kind: 'weight', text: weight, at })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, at })
    else if (stray !== undefined) throw invalid(`"${stray}" at character ${at} is not known here`)
  }
  return tokens
}

class Parser {
  #next = 0

  constructor(readonly tokens: readonly Token[]) {}

  grammar(): AbnfGrammar {
    this.#declarations()
    const rules = new Map<string, Expansion>()
    while (this.#peek() !== undefined) {
      if (this.#peek()?.kind === 'word' && /^(?:public|private)$/.test(this.#peek()?.text ?? '')) this.#next += 1
      const name = this.#take('rule', 'a rule such as $name')
      if (rules.has(name)) throw invalid(`rule $${name} is defined twice`)
      this.#sign('=')
      rules.set(name, this.#choice())
      this.#sign(';')
    }
    return { root: this.#root, rules }
  }

  #root = ''

  /** Of the header's declarations `language` and `root` are taken; others mean something that the engine would not do. */
  #declarations(): void {
    for (let word = this.#peek(); word?.kind === 'word' && word.text !== 'public' && word.text !== 'private'; word = this.#peek()) {
      this.#next += 1
      if (word.text === 'language') this.#take('word', 'a language tag')
      else if (word.text === 'root') this.#root = this.#take('rule', 'a rule such as $name')
      else throw invalid(`declaration "${word.text}" at character ${word.at} is not known: only language and root are`)
      this.#sign(';')
    }
    if (this.#root === '') throw invalid('it declares no root rule')
  }

  #choice(): Expansion {
    const options = [this.#option()]
    while (this.#isSign('|')) {
      this.#next += 1
      options.push(this.#option())
    }
    return options.length === 1 && options[0] !== undefined ? options[0].expansion : { type: 'choice', options }
  }

  #option(): { weight: number; expansion: Expansion } {
    const token = this.#peek()
    if (token?.kind !== 'weight') return { weight: 1, expansion: this.#sequence() }
    this.#next += 1
    const weight = Number(token.text)
    if (weight <= 0) throw invalid(`weight /${token.text}/ at character ${token.at} must be above 0`)
    return { weight, expansion: this.#sequence() }
  }

  #sequence(): Expansion {
    const parts: Expansion[] = []
    for (let part = this.#part(); part !== undefined; part = this.#part()) parts.push(part)
    if (parts.length === 0) throw this.#unexpected('a word, a rule or a group')
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { type: 'sequence', parts }
  }

  #part(): Expansion | undefined {
    let part = this.#atom()
    for (let token = this.#peek(); part !== undefined && token?.kind === 'repeat'; token = this.#peek()) {
      this.#next += 1
      part = { type: 'repeat', expansion: part, ...readRepeat(token) }
    }
    return part
  }

  #atom(): Expansion | undefined {
    const token = this.#peek()
    if (token?.kind === 'word' || token?.kind === 'rule') {
      this.#next += 1
      return token.kind === 'word' ? { type: 'word', word: token.text.toLowerCase() } : { type: 'rule', name: token.text }
    }
    if (!this.#isSign('(') && !this.#isSign('[')) return undefined
    this.#next += 1
    const expansion = this.#choice()
    this.#sign(token?.text === '(' ? ')' : ']')
    return token?.text === '(' ? expansion : { type: 'repeat', expansion, least: 0, most: 1 }
  }

  #peek(): Token | undefined {
    return this.tokens[this.#next]
  }

  #isSign(text: string): boolean {
    const token = this.#peek()
    return token?.kind === 'sign' && token.text === text
  }

  #take(kind: Token['kind'], what: string): string {
    const token = this.#peek()
    if (token?.kind !== kind) throw this.#unexpected(what)
    this.#next += 1
    return token.text
  }

  #sign(text: string): void {
    if (!this.#isSign(text)) throw this.#unexpected(`"${text}"`)
    this.#next += 1
  }

  #unexpected(expected: string): SpeechEngineError {
    const token = this.#peek()
    return invalid(token === undefined ? `it ends where ${expected} should be` : `"${token.text}" at character ${token.at} stands where ${expected} should be`)
  }
}

function readRepeat(token: Token): { least: number; most: number } {
  const match = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(token.text)
  const least = Number(match?.[1])
  const most = Number(match?.[2] ?? match?.[1])
  if (match === null || least > most || most === 0) throw invalid(`repeat <${token.text}> at character ${token.at} is neither <n> nor <m-n>`)
  if (most > maxRepeats) throw invalid(`repeat <${token.text}> at character ${token.at} exceeds ${maxRepeats}`)
  return { least, most }
}

/** Every rule named exists, and none leads to itself: the recogniser unfolds the whole grammar. */
function requireRules({ root, rules }: AbnfGrammar): void {
  const visit = (name: string, path: readonly string[]): void => {
    const expansion = rules.get(name)
    if (expansion === undefined) throw invalid(`rule $${name} is not defined`)
    if (path.includes(name)) throw invalid(`rule $${name} leads to itself`)
    for (const inner of rulesIn(expansion)) visit(inner, [...path, name])
  }
  visit(root, [])
}

function rulesIn(expansion: Expansion): readonly string[] {
  switch (expansion.type) {
    case 'word':
      return []
    case 'rule':
      return [expansion.name]
    case 'sequence':
      return expansion.parts.flatMap(rulesIn)
    case 'choice':
      return expansion.options.flatMap((option) => rulesIn(option.expansion))
    case 'repeat':
      return rulesIn(expansion.expansion)
  }
}

function invalid(what: string): SpeechEngineError {
  return new SpeechEngineError('SPEECH_GRAMMAR_INVALID', `The ABNF grammar cannot be read: ${what}`)
}
