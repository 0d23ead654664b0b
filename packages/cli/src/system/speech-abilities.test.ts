import { expect, it } from 'vitest'
import type { EngineConfig } from '@callchart/media-bridge'
import { embeddedLanguages, speechAbilities } from './speech-abilities.js'

const engine = (address: string, languages: string[] = []): EngineConfig => ({ name: address, address, tls: false, languages, deadlineMs: 3_000 })

it('knows what the embedded engine can do', () => {
  expect(speechAbilities({})).toMatchObject({ hears: [{ language: 'en', freeText: false }], voices: { names: expect.arrayContaining(['en-us', 'cmn', 'zh-cn']) as string[] } })
  expect(embeddedLanguages({})).toEqual(['en'])
})

it('counts on a model of the user for all that is said in its languages', () => {
  const environment = { ASR_MODEL_DIR: '/models/zh', ASR_MODEL_LANGUAGES: 'zh, fr' }

  expect(speechAbilities({ environment }).hears).toEqual([{ language: 'zh', freeText: true }, { language: 'fr', freeText: true }, { language: 'en', freeText: false }])
  expect(speechAbilities({ environment: { ...environment, ASR_MODEL_LANGUAGES: 'en' } }).hears).toEqual([{ language: 'en', freeText: true }])
  expect(speechAbilities({ environment: { ASR_MODEL_LANGUAGES: 'zh' } }).hears).toEqual([{ language: 'en', freeText: false }])
})

it('believes other engines what their languages say, and knows nothing of their voices', () => {
  expect(speechAbilities({ asrEngines: [engine('a:1')] }).hears).toEqual([{ language: '*', freeText: true }])
  expect(speechAbilities({ asrEngines: [engine('a:1', ['zh-CN']), engine('embedded')] }).hears).toEqual([{ language: 'zh-CN', freeText: true }, { language: 'en', freeText: false }])
  expect(speechAbilities({ asrEngines: [engine('embedded', ['zh-CN'])] }).hears).toEqual([])
  expect(speechAbilities({ ttsEngines: [engine('a:1')] })).not.toHaveProperty('voices')
  expect(speechAbilities({ ttsEngines: [engine('embedded')] })).toHaveProperty('voices')
})
