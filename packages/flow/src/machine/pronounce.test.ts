import { describe, expect, it } from 'vitest'
import { pronounceSsml, pronounceText } from './pronounce.js'

const list = [
  { text: '重庆', say: '崇庆' },
  { text: '行', say: '航' },
  { text: '银行', say: '银航' },
  { text: 'Nguyen', say: 'win' },
  { text: 'IT', say: 'I T' },
  { text: 'AT&T', say: 'A T and T' },
  { text: 'C++ (new)', say: 'see plus plus' },
  { text: 'amp', say: 'ampere' },
]

describe('a text', () => {
  it.each([
    ['重庆的银行', '崇庆的银航'],
    ['Mr Nguyen, hello', 'Mr win, hello'],
    ['Nguyens and nguyen', 'Nguyens and nguyen'],
    ['IT works, it does', 'I T works, it does'],
    ['我们的IT部', '我们的I T部'],
    ['AT&T and C++ (new)', 'A T and T and see plus plus'],
    ['nothing of it', 'nothing of it'],
    ['', ''],
  ])('%s is said as %s', (text, said) => {
    expect(pronounceText(text, list)).toBe(said)
  })

  it('is looked at once: what is said is not looked up again', () => {
    expect(pronounceText('a b', [{ text: 'a', say: 'b' }, { text: 'b', say: 'a' }])).toBe('b a')
  })

  it('is said by the longest word that fits', () => {
    expect(pronounceText('重庆重要', [{ text: '重', say: '众' }, { text: '重庆', say: '崇庆' }])).toBe('崇庆众要')
  })

  it('stays as it is without a list', () => {
    expect(pronounceText('重庆', [])).toBe('重庆')
    expect(pronounceSsml('<speak>重庆</speak>', [])).toBe('<speak>重庆</speak>')
  })
})

describe('SSML', () => {
  it.each([
    ['<speak>重庆<break time="1s"/>银行</speak>', '<speak>崇庆<break time="1s"/>银航</speak>'],
    ['<speak><p xml:lang="Nguyen">Nguyen</p></speak>', '<speak><p xml:lang="Nguyen">win</p></speak>'],
    ['<speak><sub alias="重庆">重庆</sub>重庆</speak>', '<speak><sub alias="重庆">重庆</sub>崇庆</speak>'],
    ['<speak><say-as interpret-as="characters">IT</say-as> IT</speak>', '<speak><say-as interpret-as="characters">IT</say-as> I T</speak>'],
    ['<speak><phoneme ph="x"/>IT</speak>', '<speak><phoneme ph="x"/>I T</speak>'],
    ['<speak><!-- IT > IT -->IT</speak>', '<speak><!-- IT > IT -->I T</speak>'],
    [`<speak><p xml:lang='IT > IT'>IT</p></speak>`, `<speak><p xml:lang='IT > IT'>I T</p></speak>`],
    ['<speak>AT&amp;T &amp; amp</speak>', '<speak>A T and T &amp; ampere</speak>'],
  ])('%s changes within its text only', (ssml, said) => {
    expect(pronounceSsml(ssml, list)).toBe(said)
  })

  it('stays well-formed whatever is said', () => {
    expect(pronounceSsml('<speak>x</speak>', [{ text: 'x', say: '<&>' }])).toBe('<speak>&lt;&amp;&gt;</speak>')
  })
})
