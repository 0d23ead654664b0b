import { describe, expect, it } from 'vitest'
import { SpeechEngineError } from '../errors.js'
import { parseAbnf } from './abnf.js'
import { toJsgfExpression, wordsOf } from './jsgf.js'

const head = '#ABNF 1.0 UTF-8;\nlanguage en-US;\nroot $main;\n'
const digits = (count: string): string =>
  `#ABNF 1.0 UTF-8;\nlanguage en-US;\nroot $digits;\n$digit = zero | oh | one | two | three | four | five | six | seven | eight | nine;\n$digits = $digit<${count}>;\n`
const jsgf = (source: string): string => toJsgfExpression(parseAbnf(source), (word) => word)

describe('an ABNF grammar', () => {
  it('of a fixed number of digits is read with all its words', () => {
    const grammar = parseAbnf(digits('4'))

    expect(grammar.root).toBe('digits')
    expect([...wordsOf(grammar)]).toEqual(['zero', 'oh', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'])
    expect(grammar.rules.get('digits')).toEqual({ type: 'repeat', expansion: { type: 'rule', name: 'digit' }, least: 4, most: 4 })
  })

  it.each([
    ['$main = yes;', 'yes'],
    ['$main = yes | no thanks;', '( yes | ( no thanks ) )'],
    ['$main = /3/ yes | /0.5/ no;', '( /3/ yes | /0.5/ no )'],
    ['$main = (please stop) now;', '( ( please stop ) now )'],
    ['$main = [please] stop;', '( ( [ please ] ) stop )'],
    ['$main = go<2>;', '( go go )'],
    ['$main = go<1-3>;', '( go [ go [ go ] ] )'],
    ['$main = go<0-1> on;', '( ( [ go ] ) on )'],
    ['public $main = $x up; private $x = Shut | "open";'.replace('"open"', 'open'), '( ( shut | open ) up )'],
    ['// a note\n$main = /* here */ yes;', 'yes'],
    ["$main = i'd like;", "( i'd like )"],
  ])('%s becomes the JSGF %s', (rules, expected) => {
    expect(jsgf(head + rules)).toBe(expected)
  })

  it.each([
    ['', 'does not begin with'],
    ['#JSGF V1.0;', 'does not begin with'],
    ['#ABNF 1.0 UTF-8;\n$main = yes;', 'declares no root'],
    [`${head}$main = ;`, 'stands where a word'],
    [`${head}$main = yes`, 'ends where ";"'],
    [`${head}$main = (yes;`, 'where ")"'],
    [`${head}$main = $other;`, 'rule $other is not defined'],
    [`${head}$other = yes;`, 'rule $main is not defined'],
    [`${head}$main = a $main;`, 'leads to itself'],
    [`${head}$main = a; $main = b;`, 'defined twice'],
    [`${head}$main = a<3-2>;`, 'neither <n> nor <m-n>'],
    [`${head}$main = a<0>;`, 'neither <n> nor <m-n>'],
    [`${head}$main = a<2->;`, 'neither <n> nor <m-n>'],
    [`${head}$main = a<99>;`, 'exceeds 32'],
    [`${head}$main = /0/ a;`, 'must be above 0'],
    [`${head}$main = <<a>>;`, 'not known here'],
    [`${head}mode voice;\n$main = a;`, '"voice"'],
    [`${head}tag-format x;\n$main = a;`, 'declaration "tag-format"'],
    [`${head}$main = a {tag};`, 'not known here'],
    [`${head}$main = ${'a '.repeat(20_000)};`, 'longer than'],
  ])('that is broken is refused with what is wrong (%#)', (source, message) => {
    expect(() => parseAbnf(source)).toThrow(SpeechEngineError)
    expect(() => parseAbnf(source.replace('mode voice', 'mode'))).toThrow(source.includes('mode voice') ? 'declaration "mode"' : message)
  })
})
