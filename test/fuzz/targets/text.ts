import { expressionFault, findSsmlFaults, normaliseExpression, splitTemplate, type ExpressionVariables } from '@callchart/flow'
import { compilePattern } from '@callchart/nlu'
import { ExpressionProblem } from '../../../packages/flow/src/cel/normalise.js'
import { evaluate } from '../../../packages/flow/src/machine/expression.js'
import { pronounceSsml, pronounceText } from '../../../packages/flow/src/machine/pronounce.js'
import { takeSentences } from '../../../packages/flow/src/machine/sentences.js'
import { ExpressionFailure } from '../../../packages/flow/src/machine/values.js'
import { textLike } from '../inputs.js'
import { mayRefuse, mustHold, type FuzzTarget } from '../target.js'

/** What a text of a flow may hold. */
const mostTextCharacters = 5_000
const textOf = (input: Buffer, most = mostTextCharacters): string => input.toString('utf8').slice(0, most)

const variables: ExpressionVariables = { name: 'string', count: 'number', isNew: 'boolean', due: 'date', items: 'list', body: 'any' }
const scope = { name: 'Anna', count: 3, isNew: true, due: '2026-03-04', items: ['a', 'b'], body: { a: [{ b: 1 }], deep: { x: 'y' } }, call: { ani: '+15550199', dnis: '+15550100', language: 'en-US' }, value: null }
const expressions = [
  'count + 1 > 2 && name != ""', 'body.a[0].b == 1.0 ? "x" : name', 'name.matches("^A(n+)a$")', 'size(items) % 2 == 0', 'items.exists(x, x == "a") || !isNew', '"a" in items && has(body.deep.x)',
  'money(count, "USD") + date(due)', 'int("42") + double("1.5") * -count', '{"a": [1, 2, name]}["a"][2]', 'round(count / 3, 2)', 'items.map(x, x + "!").filter(y, y.startsWith("a"))', 'call.ani.contains("555")',
]
const celWords = ['(', ')', '[', ']', '{', '}', '"', "'", '.matches("(a+)+$")', '&&', '||', '!', '?', ':', 'in', '.map(x, ', '.all(', 'size(', '1.0', '0x', 'u', 'r"', '"""', '.', ',', '==', 'dyn(', 'timestamp(', 'duration(', 'bytes(', 'type(', '-', '%', '\\u', '//']

/** What the author of a flow writes as a condition; a condition is evaluated in every call. */
const expression: FuzzTarget = {
  name: 'text-expression',
  inputs: textLike(expressions, celWords),
  take(input) {
    const source = textOf(input, 2_000)
    expressionFault(source, variables, 'boolean')
    const normalised = mayRefuse(() => normaliseExpression(source), ExpressionProblem)
    if (normalised === undefined) return
    const value = mayRefuse(() => evaluate(normalised, scope), ExpressionFailure)
    mustHold(typeof value !== 'bigint' && typeof value !== 'function', 'a value is plain JSON')
  },
}

const patterns = ['\\b(vegan|plant[- ]based)\\b', '^(a+)+$', '(\\d{3}-?){2,4}', '[\\p{Han}]+(号|街)', '(?i)order\\s+(number)?\\s*\\d+', '(a|aa)*b', '((((x{1,20}){1,20})))']
const patternWords = ['(', ')', '[', ']', '{1,1000}', '{,}', '*', '+', '?', '|', '\\', '(?i)', '(?P<x>', '(?=', '\\1', '\\p{L}', '\\Q', '[^', '^', '$', '.']
const subjects = ['a'.repeat(2_000) + '!', 'order number 12345', '我住在解放路12号', ' '.repeat(500)]

/** Patterns of intents: whoever writes one may not hold up a call. */
const pattern: FuzzTarget = {
  name: 'text-pattern',
  inputs: textLike(patterns, patternWords),
  take(input) {
    const compiled = mayRefuse(() => compilePattern('i', textOf(input, 1_200)))
    if (compiled !== undefined) for (const subject of subjects) compiled.find(subject)
  },
}

const ssmls = [
  '<speak>Your balance is <say-as interpret-as="currency">{{ money(balance) }}</say-as>.</speak>',
  '<speak><prosody rate="slow" pitch="+10%">One<break time="300ms"/>two</prosody><sub alias="x">y</sub><p><s>Hi &amp; bye</s></p></speak>',
]
const ssmlWords = ['<', '>', '</', '/>', '<break time="', '&amp;', '&#x41;', '&', '<![CDATA[', ']]>', '<!DOCTYPE x [<!ENTITY a "b">]>', '&a;', '<?x?>', '{{', '}}', '<speak>', '</speak>', 'xmlns="x"', '<!--']
const pronunciations = [{ text: 'ATM', say: 'A T M' }, { text: '重庆', say: '崇庆' }]

const prompt: FuzzTarget = {
  name: 'text-prompt',
  inputs: textLike(ssmls, ssmlWords),
  take(input) {
    const text = textOf(input)
    findSsmlFaults(text)
    for (const piece of splitTemplate(text)) mustHold(typeof piece === 'string' ? piece.length <= text.length : piece.expression.length <= text.length, 'a piece is a piece of the text')
    pronounceText(text, pronunciations)
    pronounceSsml(text, pronunciations)
    takeSentences(text, true)
  },
}

export const textTargets: readonly FuzzTarget[] = [expression, pattern, prompt]
