import { expect, it } from 'vitest'
import { flowOf } from '../fixtures/driven-chart.js'
import { compileFlow } from './compile-flow.js'

it('tells the understanding which values an intent is heard with', () => {
  const { manifest } = compileFlow(
    flowOf([], {
      intents: {
        order: { name: 'Order', phrases: { 'en-US': ['order'] }, slots: { size: { type: 'number' }, code: { type: 'digits', minCount: 4, maxCount: 6 } } },
        track: { name: 'Track', phrases: { 'en-US': ['track'] } },
      },
    }),
  )

  expect(manifest.understanding[0]?.intents).toEqual([
    { id: 'order', keywords: [], patterns: [], phrases: ['order'], slots: { size: { type: 'number' }, code: { type: 'digits', minCount: 4, maxCount: 6 } } },
    { id: 'track', keywords: [], patterns: [], phrases: ['track'] },
  ])
})

it('names what may be chosen in the words of each language', () => {
  const choices = [{ id: 'large', words: { 'en-US': ['big'], 'zh-CN': ['大份'] } }, { id: 'small' }]
  const { manifest } = compileFlow(
    flowOf([], {
      languages: ['en-US', 'zh-CN'],
      intents: { order: { name: 'Order', phrases: { 'en-US': ['order'], 'zh-CN': ['点餐'] }, slots: { size: { type: 'choice', choices } } } },
    }),
  )

  expect(manifest.understanding.map(({ intents }) => intents[0]?.slots?.size?.choices)).toEqual([
    [{ id: 'large', words: ['big'] }, { id: 'small', words: [] }],
    [{ id: 'large', words: ['大份'] }, { id: 'small', words: [] }],
  ])
})

it('bans in the whole call what its flow or a sub-flow bans', () => {
  const bans = (id: string, words: string[]) =>
    flowOf([{ id: 'call', kind: 'subflow', name: 'Call', flow: 'inner', next: 'goodbye' }], { id, bannedWords: { 'en-US': { words, patterns: ['refunds?'] } } })
  const inner = flowOf([], { id: 'inner', bannedWords: { 'en-US': { words: ['promise'] }, 'zh-CN': { words: ['保证'] } } })
  const { manifest } = compileFlow(bans('outer', ['free']), { flows: new Map([['inner', inner]]) })

  expect(manifest.bannedWords).toEqual({
    'en-US': { words: ['free', 'promise'], patterns: ['refunds?'] },
    'zh-CN': { words: ['保证'], patterns: [] },
  })
  expect(compileFlow(flowOf([])).manifest).not.toHaveProperty('bannedWords')
})
