import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { parseAbnf } from './abnf.js'
import { Lexicon, parseDictionary, wordsOfPhrase } from './lexicon.js'
import { phonesFromIpa } from './pronounce.js'
import { makeTask } from './task.js'

const log = pino({ level: 'silent' })
const dictionary = parseDictionary(';; a comment\nhello HH AH L OW\nhello(2) HH EH L OW\nyes Y EH S\none W AH N\n')

describe('the lexicon', () => {
  it('keeps every pronunciation of a word', () => {
    expect(dictionary.get('hello')).toEqual(['HH AH L OW', 'HH EH L OW'])
  })

  it('asks how an unknown word is said, once', async () => {
    const asked: string[][] = []
    const lexicon = new Lexicon(dictionary, async (words) => (asked.push([...words]), ['z_ˈuː_l_ə']), log)

    const entries = await lexicon.find(['zoola', 'yes'])
    await lexicon.find(['zoola'])

    expect(entries.get('zoola')?.pronunciations).toEqual(['Z UW L AH'])
    expect(entries.get('yes')?.token).not.toBe(entries.get('zoola')?.token)
    expect(asked).toEqual([['zoola']])
  })

  it.each([
    ['k_ˈɔː_l_tʃ_ɑːɹ_t', 'K AO L CH AA R T'],
    ['ɹ_ᵻ_s_k_ˈɛ_dʒ_uː_l', 'R IH S K EH JH UW L'],
    ['w_ˈaɪ_f_aɪ', 'W AY F AY'],
    ['ˈɔɪ_s_t_ɚ', 'OY S T ER'],
  ])('maps IPA %s to %s', (ipa, phones) => {
    expect(phonesFromIpa(ipa)).toBe(phones)
  })

  it('makes no guess from a symbol without a phone', () => {
    expect(phonesFromIpa('ʘ_a')).toBeUndefined()
    expect(phonesFromIpa('')).toBeUndefined()
  })

  it.each([
    ["What's my balance?", ["what's", 'my', 'balance']],
    ['24/7 help', ['two', 'four', 'seven', 'help']],
    ['  Speak—to "an" AGENT ', ['speak', 'to', 'an', 'agent']],
    ['Q & A', ['q', 'and', 'a']],
    ['…', []],
  ])('takes %j apart', (phrase, words) => {
    expect(wordsOfPhrase(phrase)).toEqual(words)
  })
})

describe('the grammar of a stream', () => {
  const plan = { encoding: 'mulaw', sampleRateHz: 8_000, languageCode: 'en-US', grammars: [], wordTimes: false } as const
  const lexicon = (): Lexicon => new Lexicon(dictionary, async (words) => words.map(() => ''), log)

  it('holds each phrase once, and the digits beside them', async () => {
    const grammars = [parseAbnf('#ABNF 1.0 UTF-8;\nroot $d;\n$d = one<2>;')]

    const task = await makeTask({ ...plan, grammars, phrases: ['Hello', 'hello!', 'yes'] }, true, lexicon(), log)

    const token = Object.fromEntries(task.entries.map((entry) => [entry.word, entry.token]))
    expect(task.expression).toBe(`( ${token['hello']} ) | ( ${token['yes']} ) | ( ( ${token['one']} ${token['one']} ) )`)
  })

  it('leaves out a phrase that cannot be said, never the others', async () => {
    const task = await makeTask({ ...plan, phrases: ['yes', 'yes пожалуйста'] }, false, lexicon(), log)

    expect(task.expression).toBe(`( ${task.entries[0]?.token} )`)
  })

  it('is refused when nothing of it can be said', async () => {
    await expect(makeTask({ ...plan, phrases: ['转人工'] }, false, lexicon(), log)).rejects.toMatchObject({ code: 'SPEECH_NOT_SUPPORTED' })
    const grammars = [parseAbnf('#ABNF 1.0 UTF-8;\nroot $d;\n$d = qqq;')]
    await expect(makeTask({ ...plan, grammars, phrases: [] }, false, lexicon(), log)).rejects.toMatchObject({ code: 'SPEECH_GRAMMAR_INVALID' })
  })

  it('is refused when it unfolds to more than can be searched', async () => {
    const rules = Array.from({ length: 5 }, (_, index) => `$r${index} = $r${index + 1}<10>;`).join('\n')
    const grammars = [parseAbnf(`#ABNF 1.0 UTF-8;\nroot $r0;\n${rules}\n$r5 = one;`)]

    await expect(makeTask({ ...plan, grammars, phrases: [] }, false, lexicon(), log)).rejects.toMatchObject({ code: 'SPEECH_GRAMMAR_INVALID' })
  })
})
