import { describe, expect, it } from 'vitest'
import { findSsmlFaults, type SsmlFault } from './find-faults.js'

const inSpeak = (inner: string): readonly SsmlFault[] => findSsmlFaults(`<speak>${inner}</speak>`)

describe('good SSML', () => {
  it.each([
    'Hello',
    'Hello <break time="300ms"/> you <break strength="weak"/>',
    '<p>One. <s>Two.</s></p><s xml:lang="zh-CN">三</s>',
    '<prosody rate="slow" pitch="+2st" volume="-6dB">slow</prosody><prosody rate="120%" pitch="-10%" volume="loud">x</prosody>',
    '<emphasis level="strong">now</emphasis> <emphasis>now</emphasis>',
    '<say-as interpret-as="characters">AB1</say-as> <say-as interpret-as="date" format="yyyymmdd" detail="1">20261205</say-as>',
    '<sub alias="World Wide Web">WWW</sub> <phoneme alphabet="ipa" ph="ˈpiːkæn">pecan</phoneme>',
    '<lang xml:lang="fr-FR">bonjour</lang>',
    'Fish &amp; chips &lt;3 &#x597D; <!-- a note -->',
    'Hello {{ name }} <break time="{{ pause }}"/> {{ size > 2 && name != "a" ? "<b>" : "c" }}',
    '<prosody rate="{{ n }}%">x</prosody>',
    '{{ name }}',
  ])('%s', (inner) => {
    expect(inSpeak(inner)).toEqual([])
  })

  it('may say its language, its version and its namespace', () => {
    expect(findSsmlFaults('<?xml version="1.0"?>\n<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en-US">Hi</speak>')).toEqual([])
  })
})

describe('what is not well-formed', () => {
  it.each([
    ['<speak>Hello', 'Missing end tag for element speak', 'column 8'],
    ['<speak>a <b>c</speak>', 'Missing end tag for element b', 'column 14'],
    ['<speak>Fish & chips</speak>', 'Unterminated reference', 'column 15'],
    ['<speak>a &nbsp; b</speak>', "Named entity isn't defined: &nbsp;", 'column 10'],
    ['<speak><break time=3s/>a</speak>', 'Attribute value expected', 'column 20'],
    ['Hello', 'Root element is missing or invalid', 'column 1'],
    ['<speak>a</speak><speak>b</speak>', 'Extra content', 'column 17'],
    ['<speak>a\nb <{{ name }}/></speak>', '', 'line 2, column'],
    ['', 'Root element is missing', 'column 1'],
  ])('%s', (ssml, what, place) => {
    const [fault, ...others] = findSsmlFaults(ssml)

    expect(others).toEqual([])
    expect(fault?.message.en).toMatch(/^It is not well-formed: /)
    expect(fault?.message.en).toContain(what)
    expect(fault?.message.en).toContain(place)
    expect(fault?.wayOut.en).toContain('&amp;')
  })
})

describe('what engines do not take', () => {
  it.each([
    ['<voice name="en-gb">x</voice>', '<voice> at line 1, column 8 is not known', "Name the voice in the flow's voices"],
    ['<audio src="https://a.example/b.wav"/>x', '<audio> at line 1, column 8 is not known', 'Use one of: <speak>, <p>'],
    ['a\n  <toString/>', '<toString> at line 2, column 3 is not known', 'Use one of'],
    ['x<break time="11s"/>', 'time="11s" of <break> at line 1, column 9 does not fit', '0ms to 10000ms, or 0s to 10s'],
    ['x<break time="3"/>', 'time="3"', '0s to 10s'],
    ['x<break strength="huge"/>', 'strength="huge"', 'x-strong'],
    ['x<break pause="3s"/>', '<break> at line 1, column 9 has the unknown attribute pause', 'time, strength'],
    ['x<break constructor="3s"/>', 'unknown attribute constructor', 'time, strength'],
    ['<prosody rate="10%">x</prosody>', 'rate="10%"', '25% to 400%'],
    ['<prosody pitch="2st">x</prosody>', 'pitch="2st"', '-20st to +20st'],
    ['<prosody volume="+40dB">x</prosody>', 'volume="+40dB"', '-96dB to +16dB'],
    ['<say-as>12</say-as>', '<say-as> at line 1, column 8 has no interpret-as', 'Give <say-as>'],
    ['<say-as interpret-as="poem">12</say-as>', 'interpret-as="poem"', 'cardinal'],
    ['<sub alias=" ">x</sub>', 'alias=" "', 'the text to say'],
    ['<phoneme ph="a" alphabet="cmu">x</phoneme>', 'alphabet="cmu"', 'ipa, x-sampa'],
    ['<lang>x</lang>', '<lang> at line 1, column 8 has no xml:lang', 'xml:lang'],
    ['<p xml:lang="English!">x</p>', 'xml:lang="English!"', 'a language tag'],
    ['<p><p>x</p></p>', '<p> at line 1, column 11 stands in <p>', '<p> holds <s>'],
    ['<sub alias="a"><break/></sub>', '<break> at line 1, column 23 stands in <sub>', '<sub> holds no element'],
    ['x<break>y</break>', '<break> holds text at line 1, column 16', 'Close it at once: <break/>'],
    ['<speak>x</speak>', '<speak> at line 1, column 8 stands in <speak>', 'Move it out'],
    ['<![CDATA[x]]>y', 'A CDATA section stands at line 1, column 8', '&lt;'],
    ['<?php x?>y', '<?php?> stands at line 1, column 8', 'Remove it'],
    ['<break/>', 'It says nothing', 'Put the text'],
    ['<!-- only a note -->', 'It says nothing', 'Put the text'],
  ])('%s', (inner, message, wayOut) => {
    const [fault] = inSpeak(inner)

    expect(fault?.message.en).toContain(message)
    expect(fault?.wayOut.en).toContain(wayOut)
  })

  it('is found wherever it begins: another outermost element, a DOCTYPE', () => {
    expect(findSsmlFaults('<p>x</p>')[0]?.message.en).toBe('The outermost element is <p>')
    expect(findSsmlFaults('<!DOCTYPE speak><speak>x</speak>')[0]?.message.en).toBe('It begins with a DOCTYPE')
  })

  it('is all told at once', () => {
    expect(inSpeak('<break time="1h"/><emphasis level="much">x</emphasis>')).toHaveLength(2)
  })
})
