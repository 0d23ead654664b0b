import { describe, expect, it } from 'vitest'
import { readDelivery, readInput, toEspeakPitch } from './request.js'
import { splitSentences } from './sentences.js'
import { escapeText, readSsml } from './ssml.js'
import { VoiceCatalogue } from './voices.js'

const catalogue = new VoiceCatalogue([
  { identifier: 'gmw/en', languages: ['en-gb', 'en'] },
  { identifier: 'gmw/en-US', languages: ['en-us', 'en'] },
  { identifier: 'sit/cmn', languages: ['cmn', 'zh-cmn', 'zh'] },
  { identifier: 'roa/fr', languages: ['fr-fr', 'fr'] },
])

describe('a voice', () => {
  it.each([
    ['en-us', '', 'gmw/en-US'],
    ['EN-GB', '', 'gmw/en'],
    ['en-us+m3', '', 'gmw/en-US+m3'],
    ['cmn', 'en-US', 'sit/cmn'],
    ['', 'en-US', 'gmw/en-US'],
    ['', 'en', 'gmw/en-US'],
    ['', 'en-AU', 'gmw/en-US'],
    ['', 'cmn-Hans-CN', 'sit/cmn'],
    ['', 'zh-CN', 'sit/cmn'],
    ['', 'fr-CA', 'roa/fr'],
  ])('named %j for language %j is %s', (name, language, identifier) => {
    expect(catalogue.find(name, language)).toBe(identifier)
  })

  it.each([['nobody', ''], ['en-us+nobody', ''], ['en-us+m3+f2', ''], ['', 'tlh']])('named %j for language %j is unknown, and those that exist are told', (name, language) => {
    expect(() => catalogue.find(name, language)).toThrow(/does not exist. Voices: en-gb, en-us, cmn, fr-fr; .*\+m1/)
  })

  it('must be named or have a language', () => {
    expect(() => catalogue.find('', '')).toThrow('neither a name nor a language_code')
  })

  it('is listed by its language', () => {
    expect(catalogue.list('en').map(({ name }) => name)).toEqual(['en-gb', 'en-us'])
    expect(catalogue.list('en-US').map(({ name }) => name)).toEqual(['en-us'])
    expect(catalogue.list('')).toHaveLength(4)
    expect(catalogue.list('xx')).toEqual([])
  })
})

describe('a request to speak', () => {
  const voice = { name: 'en-us' }

  it('has defaults', () => {
    expect(readDelivery(voice, undefined, catalogue)).toEqual({
      espeakVoice: 'gmw/en-US', wordsPerMinute: 175, pitch: 50, gain: 1, sampleRateHz: 22_050, encoding: 'linear16',
    })
  })

  it('takes pace, pitch and loudness', () => {
    const delivery = readDelivery(voice, { audio_encoding: 'ALAW', sample_rate_hertz: 8_000, speaking_rate: 1.2, pitch: 6, volume_gain_db: -6 }, catalogue)

    expect(delivery).toMatchObject({ wordsPerMinute: 210, pitch: 75, sampleRateHz: 8_000, encoding: 'alaw' })
    expect(delivery.gain).toBeCloseTo(0.501, 3)
    expect([toEspeakPitch(-20), toEspeakPitch(20)]).toEqual([0, 99])
  })

  it.each([
    [{ audio_encoding: 'MP3' }, 'SPEECH_NOT_SUPPORTED'],
    [{ sample_rate_hertz: 7_999 }, 'SPEECH_REQUEST_INVALID'],
    [{ speaking_rate: 9 }, 'SPEECH_REQUEST_INVALID'],
    [{ pitch: 21 }, 'SPEECH_REQUEST_INVALID'],
    [{ volume_gain_db: 17 }, 'SPEECH_REQUEST_INVALID'],
  ])('with %j is refused', (audio, code) => {
    expect(() => readDelivery(voice, audio, catalogue)).toThrow(expect.objectContaining({ code }) as Error)
  })

  it('takes 5,000 bytes of text and no more', () => {
    expect(readInput({ input_source: 'text', text: 'é'.repeat(2_500) })).toHaveLength(2_500)
    expect(() => readInput({ input_source: 'text', text: 'é'.repeat(2_501) })).toThrow('5002 bytes')
    expect(() => readInput({})).toThrow('give text or ssml')
    expect(() => readInput({ input_source: 'markup' })).toThrow('does not speak markup')
  })
})

describe('plain text', () => {
  it('is spoken as it stands, tags and phonemes included', () => {
    expect(escapeText('a < b & [[x]] > c')).toBe('a &lt; b &amp; [ x ] &gt; c')
  })

  it.each([
    ['One. Two', ['One. '], 'Two'],
    ['One. Two! ', ['One. Two! '], ''],
    ['Pay 3.50 now', [], 'Pay 3.50 now'],
    ['你好。请', ['你好。'], '请'],
    ['', [], ''],
  ])('%j is split at whole sentences', (text, sentences, rest) => {
    expect(splitSentences(text)).toEqual({ sentences, rest })
  })
})

describe('SSML', () => {
  it.each([
    ['<speak>Hi <break time="1s"/> you</speak>', '<speak>Hi <break time="1s"/> you</speak>'],
    ['<speak><voice name="x">Hi</voice> <mark name="a"/>&amp; you</speak>', '<speak>Hi &amp; you</speak>'],
    ['<sub alias="doctor">Dr</sub> Who', 'doctor Who'],
    ['<lang xml:lang="zh-CN">你好</lang> <language/>you', '<voice xml:lang="zh-CN">你好</voice> you'],
    ['<prosody volume="-6dB" rate="slow">Hi</prosody>', '<prosody volume="50%" rate="slow">Hi</prosody>'],
    ["<prosody volume='+6.02dB'>Hi</prosody>", "<prosody volume='200%'>Hi</prosody>"],
    ['<prosody volume="soft">-6dB</prosody>', '<prosody volume="soft">-6dB</prosody>'],
    ['<say-as interpret-as="spell-out">AB</say-as>', '<say-as interpret-as="characters">AB</say-as>'],
    ['<?xml version="1.0"?><!-- note --><speak>Hi [[x]]</speak>', '<speak>Hi [ x ]</speak>'],
  ])('%s is reduced to what the voice acts on', (ssml, expected) => {
    expect(readSsml(ssml)).toBe(expected)
  })

  it.each([
    ['<speak>Hi', '<speak> is never closed'],
    ['Hi</speak>', 'closes what is not open'],
    ['<speak><s>Hi</speak></s>', 'closes what is not open'],
    ['a < b', 'write &lt;'],
    ['a & b', 'write &amp;'],
    ['<break time=1s/>', 'write &lt;'],
  ])('%s is refused', (ssml, message) => {
    expect(() => readSsml(ssml)).toThrow(message)
  })
})
