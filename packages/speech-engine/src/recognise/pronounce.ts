import type { Phone } from './model.js'

/** espeak-ng's American IPA to the phones of the CMU dictionary; longest symbols first. */
const phonesOfIpa: Readonly<Record<string, readonly Phone[]>> = {
  tʃ: ['CH'], dʒ: ['JH'], aɪɚ: ['AY', 'ER'], aɪə: ['AY', 'AH'], aɪ: ['AY'], aʊ: ['AW'], eɪ: ['EY'], oʊ: ['OW'], ɔɪ: ['OY'], əʊ: ['OW'], əl: ['AH', 'L'],
  ɑːɹ: ['AA', 'R'], ɔːɹ: ['AO', 'R'], oːɹ: ['AO', 'R'], ɛɹ: ['EH', 'R'], ɪɹ: ['IH', 'R'], ʊɹ: ['UH', 'R'], iə: ['IY', 'AH'], ɑː: ['AA'], ɔː: ['AO'], iː: ['IY'],
  uː: ['UW'], ɜː: ['ER'], oː: ['AO'], ɚ: ['ER'], ɝ: ['ER'], ɐ: ['AH'], ə: ['AH'], ʌ: ['AH'], æ: ['AE'], ɛ: ['EH'], e: ['EH'], ɪ: ['IH'], ᵻ: ['IH'], i: ['IY'],
  ɔ: ['AO'], ɒ: ['AA'], ɑ: ['AA'], a: ['AA'], ʊ: ['UH'], u: ['UW'], o: ['OW'], b: ['B'], d: ['D'], ð: ['DH'], f: ['F'], ɡ: ['G'], g: ['G'], h: ['HH'], j: ['Y'],
  k: ['K'], l: ['L'], m: ['M'], n: ['N'], ŋ: ['NG'], p: ['P'], ɹ: ['R'], r: ['R'], s: ['S'], ʃ: ['SH'], t: ['T'], θ: ['TH'], v: ['V'], w: ['W'], z: ['Z'],
  ʒ: ['ZH'], ɾ: ['T'], ʔ: ['T'], x: ['K'], ɬ: ['L'], n̩: ['AH', 'N'],
}
const symbols = Object.keys(phonesOfIpa).sort((a, b) => b.length - a.length)
/** Stress, length, ties and blanks carry no phone. */
const marks = new Set(['ˈ', 'ˌ', '_', 'ː', '\u0329', '\u200d', ' ', '\n', '|'])

/** Phones of an IPA string, or undefined when a symbol has no phone: a guess that leaves sounds out would be heard in other words. */
export function phonesFromIpa(ipa: string): string | undefined {
  const phones: Phone[] = []
  let rest = ipa.replaceAll(/\([a-z-]+\)/g, '').replaceAll(/[ˈˌ_]/gu, '')
  while (rest !== '') {
    const symbol = symbols.find((candidate) => rest.startsWith(candidate))
    if (symbol !== undefined) phones.push(...(phonesOfIpa[symbol] ?? []))
    else if (!marks.has(rest[0] ?? '')) return undefined
    rest = rest.slice(symbol?.length ?? 1)
  }
  return phones.length === 0 ? undefined : phones.join(' ')
}
