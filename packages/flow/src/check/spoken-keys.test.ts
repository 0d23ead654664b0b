import { describe, expect, it } from 'vitest'
import type { FlowDocumentInput } from '../document/schema.js'
import { flowOf, say, type NodeInput } from '../fixtures/driven-chart.js'
import { checkStructure } from './check-flow.js'

const out = { noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' } } as const
const menu = (prompt: Record<string, string[]>, choices: readonly object[], rest: object = {}): NodeInput => ({ id: 'menu', kind: 'menu', name: 'Menu', prompt, choices, ...out, ...rest }) as NodeInput
const [one, two] = [{ digit: '1', to: 'goodbye' }, { digit: '2', to: 'goodbye' }]

const problems = (nodes: readonly NodeInput[], rest: Partial<FlowDocumentInput> = {}) =>
  checkStructure(flowOf(nodes, { variables: { code: { type: 'string' } }, ...rest })).filter(({ code }) => code === 'FLOW_SPOKEN_KEY_UNKNOWN' || code === 'FLOW_KEY_UNSPOKEN')
const found = (...args: Parameters<typeof problems>): string[] => problems(...args).map(({ code, path }) => `${code} ${path}`)

describe('a key that a prompt asks for', () => {
  it('is one that the menu takes', () => {
    expect(found([menu(say('Press 1 or 2.'), [one, two])])).toEqual([])
    expect(found([menu(say('Press 1, 2 or 3.'), [one, two])])).toEqual(['FLOW_SPOKEN_KEY_UNKNOWN prompt.en-US.0'])
    expect(found([menu(say('Press 1.'), [one], { noInput: { to: 'goodbye', prompts: say('Well?', 'Press 4.') } })])).toEqual(['FLOW_SPOKEN_KEY_UNKNOWN noInput.prompts.en-US.1'])
  })

  it('is quoted with the way out, in both languages', () => {
    const [problem] = problems([menu({ 'zh-CN': ['您好。查询请按1，挂失请按3。谢谢。'] }, [one])], { languages: ['zh-CN'] })

    expect(problem).toMatchObject({
      severity: 'warning',
      message: '"Menu" (menu) says "查询请按1，挂失请按3。" and takes no key 3.',
      wayOut: 'Add a choice for 3, or change the words.',
      zh: { message: '“Menu”（menu）的话术“查询请按1，挂失请按3。”提到按键 3，但此处不接受该按键。', wayOut: '请为按键 3 添加选项，或修改话术。' },
    })
  })

  it('may be the key of a key intent, of any flow that runs this one too', () => {
    const asks = menu(say('Press 1, or 0 for a person, or press 0.'), [one])
    const keys = { keyIntents: { human: { key: '0', to: 'goodbye' } } }
    const inner = flowOf([asks], { id: 'inner' })
    const main = flowOf([{ id: 'site', kind: 'subflow', name: 'Site', flow: 'inner', next: 'goodbye' }], { id: 'main', ...keys })

    expect(found([asks])).toEqual(['FLOW_SPOKEN_KEY_UNKNOWN prompt.en-US.0'])
    expect(found([asks], keys)).toEqual([])
    expect(checkStructure(inner, { flows: new Map([['main', main], ['inner', inner]]) }).filter(({ code }) => code === 'FLOW_SPOKEN_KEY_UNKNOWN')).toEqual([])
  })

  it('leads nowhere at a question that is answered by voice', () => {
    expect(found([{ id: 'ask', kind: 'ask', name: 'Ask', prompt: say('Yes? Press 3 for no.'), branches: [{ on: 'affirm', to: 'goodbye' }], ...out }])).toEqual(['FLOW_SPOKEN_KEY_UNKNOWN prompt.en-US.0'])
  })

  it('ends an entry, or answers a read-back', () => {
    const collect = (rest: object): NodeInput => ({ id: 'code', kind: 'collect', name: 'Code', prompt: say('Your code, then press the hash key.'), variable: 'code', ...out, next: 'goodbye', ...rest })

    expect(found([collect({ confirm: { prompt: say('Right? Press 1 for yes, press 2 for no.'), affirmDigit: '1', denyDigit: '2' } })])).toEqual([])
    expect(found([collect({ confirm: { prompt: say('Right? Press 1 for yes.') } })])).toEqual(['FLOW_SPOKEN_KEY_UNKNOWN confirm.prompt.en-US.0'])
    expect(found([collect({ settings: { terminator: '*' } })])).toEqual(['FLOW_SPOKEN_KEY_UNKNOWN prompt.en-US.0'])
  })
})

describe('a key that a menu takes', () => {
  it('is named by what is said', () => {
    expect(found([menu(say('Press 1.'), [one, two])])).toEqual(['FLOW_KEY_UNSPOKEN choices.1.digit'])
    expect(found([menu(say('For tea, press 1, for coffee, 2.'), [one, two])])).toEqual([])
    expect(found([menu(say('Press 1.'), [one, two], { noInput: { to: 'goodbye', prompts: say('Press 1 or 2.') } })])).toEqual([])
  })

  it('may be left out where everything is said by voice', () => {
    expect(found([menu(say('Tea or water?'), [{ digit: '1', on: 'affirm', to: 'goodbye' }])])).toEqual([])
    expect(found([menu(say('Tea or water?'), [one])])).toEqual(['FLOW_KEY_UNSPOKEN choices.0.digit'])
  })

  it('may be told right before the menu, or at another one where it leads to the same node', () => {
    const hello: NodeInput = { id: 'hello', kind: 'say', name: 'Hello', prompt: say('Press 1 or 2.'), next: 'menu' }
    const before = menu(say('Press 0 at any time, or 1.'), [{ digit: '0', to: 'goodbye' }, { digit: '1', to: 'later' }], { id: 'before' })

    expect(found([hello, menu(say('Well?'), [one, two])])).toEqual([])
    expect(found([before, menu(say('Press 1.'), [one, { digit: '0', to: 'goodbye' }], { id: 'later' })])).toEqual([])
  })

  it('is not looked for where an expression says which key it is', () => {
    expect(found([menu(say('Press {{ code }} or 2.'), [one, two])])).toEqual([])
  })
})
