import { carriedPart, plainText, stripCarriers, type CarriedOptions, type Carriers } from './carriers.js'
import type { Reading } from './reading.js'

const carriers: Carriers = {
  before:
    /^(?:(?:yes|yeah|yep|sure|ok|okay|well|so|um+|uh+|er+|hi|hello|hey|oh|right|of course)\b|(?:(?:it|that)(?:['’]?s| is| would be| will be)|this is|i(?:['’]m| am)|(?:you can |please |just )?call me|(?:my|the|his|her|their|our)?\s*(?:full |first |last |family |given |sur|middle )?name(?:['’]?s| is| would be| will be)?|(?:it(?:['’]s| is) )?under(?: the name)?(?: of)?|(?:it(?:['’]s| is) )?for|speaking with|i go by|they call me)(?=\s|,|:))[\s,.:]*/iu,
  after: /[\s,.]*\b(?:please|thanks|thank you|speaking|here|calling)$/iu,
  correction: /\b(?:no wait|no sorry|sorry no|wait no|i mean|actually|correction|sorry)\b[\s,]*/iu,
}
/** "smith, s m i t h": the spelling says which letters it has. */
const spelled = /(?:[\s,]*(?:that['’]?s|that is|it['’]?s|spelled|spelt|spelling)?[\s,:]*)((?:\b\p{L}\b[\s,.-]*){2,})$/iu
const longestWords = 8

/** "sarah o'connor" as it is written. */
function capitalised(name: string): string {
  if (name !== name.toLowerCase()) return name
  return name.replace(/(^|[\s'’-])(\p{L})/gu, (_, before: string, letter: string) => `${before}${letter.toUpperCase()}`)
}

function withoutSpelling(name: string): string {
  const found = spelled.exec(name)
  if (!found) return name
  const letters = (found[1] ?? '').replace(/[^\p{L}]/gu, '').toLowerCase()
  const rest = name.slice(0, found.index).trim()
  if (rest === '') return letters
  const words = rest.split(' ')
  const last = (words.at(-1) ?? '').toLowerCase()
  // Spelled out is what was meant, where it is that word heard otherwise.
  return letters.length > 2 && letters[0] === last[0] && letters !== last.replace(/[^\p{L}]/gu, '') ? [...words.slice(0, -1), letters].join(' ') : rest
}

const leads = /\b(?:my name(?:['’]?s| is)|(?:under )?the name (?:of|is)|name(?:['’]s| is)|call me|this is)\s+/iu
const ends = /[,.;!?]|\s(?:and|at|on|for|with|i|my|from|about|to|in|is|please|tomorrow|today)\b/iu

/** A person's name without the words around it: "my name is sarah o'connor" gives Sarah O'Connor. English. */
export function readName(text: string, { bare = true }: CarriedOptions = {}): Reading<string> | undefined {
  const part = bare ? plainText(text) : carriedPart(plainText(text), leads, ends)
  if (part === undefined) return undefined
  const { value: said, carried } = stripCarriers(part, carriers)
  const plain = said.replace(/[\s,]+(?:and )?(?:my )?(?:last name|surname|family name|first name|middle name)(?:['’]s| is)?[\s,:]+/giu, ' ')
  const value = capitalised(withoutSpelling(plain))
  const words = value.split(' ').length
  if (!/\p{L}/u.test(value) || /\d/u.test(value) || words > longestWords) return undefined
  return { value, matched: said, confidence: carried ? 0.8 : words > 4 ? 0.55 : 0.6 }
}
