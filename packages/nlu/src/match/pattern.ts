import { compileRe2 } from '@callchart/protocol'
import { RE2JS } from 're2js'
import { NluError } from '../nlu-error.js'

/** Of a pattern, in the fields of an error. */
const mostShown = 1_000

/** Characters of what was heard that are searched: a minute of speech. */
const longestSearched = 1_000
/** A pattern that fits everywhere, and nothing anywhere, is given up: each try may go through the whole text. */
const mostEmptyMatches = 50

/** A regular expression that matches in linear time, without regard to case. */
export interface Pattern {
  readonly source: string
  /** The first non-empty piece that matches. */
  find(text: string): string | undefined
}

/**
 * Compiles one pattern of an intent.
 * @throws {NluError} NLU_BAD_PATTERN, naming the intent and the pattern.
 */
export function compilePattern(intent: string, source: string): Pattern {
  const shown = source.length > 80 ? `${source.slice(0, 80)}…` : source
  const refuse = (reason: string, cause?: unknown): NluError =>
    new NluError('NLU_BAD_PATTERN', `Intent "${intent}" has a bad regular expression "${shown}": ${reason}.`, {
      fields: { intent, pattern: source.slice(0, mostShown) },
      cause,
    })
  try {
    const compiled = compileRe2(source, RE2JS.CASE_INSENSITIVE)
    return { source, find: (text) => firstMatch(compiled, text) }
  } catch (cause) {
    throw refuse(`${cause instanceof Error ? cause.message : 'it does not compile'}; use RE2 syntax`, cause)
  }
}

function firstMatch(compiled: RE2JS, text: string): string | undefined {
  const matcher = compiled.matcher(text.slice(0, longestSearched))
  for (let tries = 0; tries < mostEmptyMatches && matcher.find(); tries += 1) {
    const matched = matcher.group()
    if (matched) return matched
  }
  return undefined
}
