import { embeddedEngine } from '@callchart/protocol'
import { expect, it } from 'vitest'
import { knownVoices, sampleSentence, timbreOf, voicesFor } from './voices.js'

const voices = { names: ['en-gb', 'en-us', 'cmn', 'yue', 'zh-cn', 'de'], timbres: ['m1', 'f2', 'klatt'] }

it('has the voice of the language first, in every timbre, and then its neighbours', () => {
  expect(voicesFor('en-US', voices, '')).toEqual({ best: ['en-us', 'en-us+m1', 'en-us+f2', 'en-us+klatt'], others: ['en-gb'] })
  expect(voicesFor('zh-CN', voices, '').best[0]).toBe('cmn')
  expect(voicesFor('zh-HK', voices, '').best[0]).toBe('yue')
  expect(voicesFor('fr-FR', voices, '')).toEqual({ best: [], others: [] })
})

it('has all timbres of what is picked', () => {
  expect(voicesFor('en-US', voices, 'en-gb+f2').best).toContain('en-gb+m1')
})

it('finds the embedded voices of the languages that flows mostly speak', () => {
  for (const language of ['zh-CN', 'en-US', 'de-DE', 'ja-JP']) expect(voicesFor(language, embeddedEngine.voices, '').best.length, language).toBeGreaterThan(10)
})

it('reads what an installation says of its voices, and nothing where it says nothing', () => {
  const resources = { files: [], versions: [], hasModel: false }

  expect(knownVoices({ ...resources, speech: { voices } })).toEqual(voices)
  expect(knownVoices({ ...resources, speech: { hears: [] } })).toBeUndefined()
  expect(knownVoices(undefined)).toBeUndefined()
})

it('tells voices by what their names say', () => {
  expect(['en-us', 'en-us+m3', 'en-us+f1', 'en-us+klatt2'].map(timbreOf)).toEqual([{ sort: 'plain' }, { sort: 'man', number: '3' }, { sort: 'woman', number: '1' }, { sort: 'other', name: 'klatt2' }])
  expect(sampleSentence('nb-NO')).toMatch(/1, 2/)
})
