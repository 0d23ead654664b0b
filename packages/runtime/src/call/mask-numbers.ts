import { mask } from './transcript.js'

const englishNumbers =
  'zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million'
/** Between the words of one number. */
const englishLinks = 'and|point|double|triple|dash|plus'

/** A single number word is in "this one" and "one moment"; two in a row are a number. */
const spokenEnglish = new RegExp(`\\b(?:${englishNumbers})(?:[\\s,-]+(?:(?:${englishLinks})[\\s,-]+)*(?:${englishNumbers}))+\\b`, 'giu')
/** 一 alone is in 一下 and 一个. */
const spokenChinese = /[零〇一二两三四五六七八九十百千万亿幺](?:[\s,，、点]*[零〇一二两三四五六七八九十百千万亿幺])+/gu
/** With what stands between the digits of a telephone number, a date or an amount. */
const written = /\p{N}(?:[\s.,:/()+-]*\p{N})*/gu

/** The text with every written number, and every spoken one of two words or more, masked. */
export const maskNumbers = (text: string): string =>
  text.replace(written, mask).replace(spokenEnglish, mask).replace(spokenChinese, mask).replaceAll(new RegExp(`${mask}(?:\\s*${mask})+`, 'gu'), mask)
