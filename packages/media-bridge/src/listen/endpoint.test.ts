import { expect, it } from 'vitest'
import { aListen } from '../turn/testing/turn-driver.js'
import { endpointSilenceMs } from './endpoint.js'

const silenceAfter = (hypothesis: string, language: string): number =>
  endpointSilenceMs({ ...aListen({ spokenDigits: { minCount: 4, maxCount: 4 } }), language, endSilenceMs: 700, phraseEndSilenceMs: 350 }, hypothesis)

it.each([
  ['four three oh one', 'en-US'],
  ['Four, three, two, o.', 'en-GB'],
  ['4321', 'en-US'],
  ['43 two 1', 'en-US'],
  ['四三二一', 'zh-CN'],
  ['幺三 八零', 'zh-CN'],
  ['幺三8〇', 'cmn-Hans-CN'],
  ['4321', 'fr-FR'],
])('ends "%s" in %s by the shorter silence: the string of digits is full', (hypothesis, language) => {
  expect(silenceAfter(hypothesis, language)).toBe(350)
})

it.each([
  ['四三二', 'zh-CN'],
  ['四三二一零', 'zh-CN'],
  ['四千三百', 'zh-CN'],
  ['我的四三二', 'zh-CN'],
  ['四三二一', 'en-US'],
  ['four three two', 'en-US'],
  ['four three two please', 'en-US'],
  ['quatre trois deux un', 'fr-FR'],
  ['', 'zh-CN'],
])('waits the longer silence after "%s" in %s', (hypothesis, language) => {
  expect(silenceAfter(hypothesis, language)).toBe(700)
})
