import { expect, it } from 'vitest'
import type { CallState } from './state.js'
import { masked, noteDeafness } from './transcript.js'

it.each([
  ['You said 4321.', '4321', 'You said ••••.'],
  ['You said 4, 3, 2, 1.', '4321', 'You said ••••.'],
  ['You said 4 3 2 1 and 4321', '4321', 'You said •••• and ••••'],
  ['Press 1 to go on', '1', 'Press 1 to go on'],
  ['您的号码是四三二一。', '4321', '您的号码是••••。'],
  ['号码幺三八，零零零零', '1380000', '号码••••'],
  ['共一千二百五十元四角', '1250.4', '共••••角'],
  ['两千零五元', '2005', '两千零五元'],
  ['Is it Rose Street?', 'rose street', 'Is it ••••?'],
])('%s hides %s', (text, secret, shown) => {
  expect(masked(text, new Set([secret]))).toBe(shown)
})

it('says why the caller was not heard, once a cause', () => {
  const state = { chapter: 0, turns: new Map(), shown: { transcript: [], promptTexts: new Map(), promptLines: new Map(), secrets: new Set() } } as unknown as CallState
  const fact = (turnId: string, cause: string) => ({ type: 'recogniser.unavailable', turnId, cause }) as const

  noteDeafness(state, fact('t1', 'No engine is configured for the language "zh-CN".'), 100)
  noteDeafness(state, fact('t2', 'No engine is configured for the language "zh-CN".'), 200)
  noteDeafness(state, fact('t3', 'Engine "embedded": all recognisers are at work.'), 300)

  expect(state.shown.transcript.map(({ who, startMs, text }) => `${who} ${startMs} ${text}`)).toEqual([
    `system 100 The caller's speech is not recognised, keys are taken: No engine is configured for the language "zh-CN".`,
    `system 300 The caller's speech is not recognised, keys are taken: Engine "embedded": all recognisers are at work.`,
  ])
})
