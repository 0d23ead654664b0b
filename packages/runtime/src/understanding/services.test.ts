import { expect, it } from 'vitest'
import { ManualClock } from '../testing/manual-clock.js'
import { createUnderstandingServices, type UnderstandingChoice } from './services.js'

const rasa = { use: 'rasa', url: 'http://127.0.0.1:1', threshold: 0.5, names: {} } as const
const servicesOf = (...choices: UnderstandingChoice[]) => createUnderstandingServices({ choices, secrets: { known: 'x', broken: 'x\n' }, clock: new ManualClock() })

it('gives a call the first choice that fits its flow and language', () => {
  const services = servicesOf(
    { use: 'embedded', flows: ['bank'], languages: ['en-GB'] },
    { ...rasa, flows: ['bank'], languages: ['zh', 'en'] },
    { use: 'chat', url: 'http://127.0.0.1:1', model: 'm', options: {}, flows: [], languages: ['de'], secret: 'known' },
  )
  const named = (flow: string, language: string) => services.serviceFor(flow, language)?.name ?? 'embedded'

  expect(['en-GB', 'en-us', 'zh-CN', 'fr-FR', 'de-AT'].map((language) => named('bank', language))).toEqual(['embedded', 'rasa', 'rasa', 'embedded', 'chat'])
  expect(['zh-CN', 'de'].map((language) => named('shop', language))).toEqual(['embedded', 'chat'])
  expect(services.serviceFor('bank', 'zh-CN')).toBe(services.serviceFor('bank', 'en-US'))
  services.close()
})

it.each(['toString', 'broken'])('refuses a secret that nobody has set, or that no header can hold: %s', (secret) => {
  expect(() => servicesOf({ ...rasa, flows: [], languages: [], secret })).toThrow(expect.objectContaining({ code: 'RUNTIME_SECRET_MISSING' }))
})
