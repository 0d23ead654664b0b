import { carriedPart, plainText, stripCarriers, type CarriedOptions, type Carriers } from './carriers.js'
import type { Reading } from './reading.js'

const carriers: Carriers = {
  before:
    /^(?:(?:yes|yeah|yep|sure|ok|okay|well|so|um+|uh+|er+|hi|hello|oh|right)\b|(?:(?:it|that)(?:['’]?s| is| would be| will be)|(?:my|the|our|his|her)\s+(?:(?:home|new|delivery|shipping|mailing|billing|street|postal|current|full|work|office)\s+)*address(?:['’]?s| is| would be| will be)?|(?:i|we)(?:['’]m| am|['’]re| are)?\s+(?:now\s+)?(?:live|living|located|staying|based)?\s*(?:at|on|in)|(?:please\s+|just\s+|you can\s+)?(?:send|ship|deliver|bring|mail|post)\s+(?:it|that|them|this)?\s*(?:over\s+)?to|i live)(?=\s|,|:))[\s,.:]*/iu,
  after: /[\s,.]*\b(?:please|thanks|thank you|that['’]s it|that is all)$/iu,
  correction: /\b(?:no wait|no sorry|sorry no|wait no|i mean|correction)\b[\s,]*/iu,
}

const leads = /\b(?:address(?:['’]s| is)|(?:i|we) live (?:at|on|in)|(?:send|ship|deliver|bring|mail|post)\s+(?:it|that|them|this)?\s*(?:over )?to)\s+/iu
const ends = /[.;!?](?:\s|$)|\s(?:please|thanks)\b|,?\s(?:and|my|i)\s/iu

/** An address as it was said, without the words around it: "i live at 4 mill lane" gives "4 mill lane". English. */
export function readAddress(text: string, { bare = true }: CarriedOptions = {}): Reading<string> | undefined {
  const part = bare ? plainText(text) : carriedPart(plainText(text), leads, ends)
  if (part === undefined) return undefined
  const { value, carried } = stripCarriers(part, carriers)
  return /[\p{L}\p{N}]/u.test(value) ? { value, matched: value, confidence: carried ? 0.8 : 0.6 } : undefined
}
