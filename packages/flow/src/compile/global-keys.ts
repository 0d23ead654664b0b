import { commonKeys } from '../document/primitives.js'
import type { FlowDocument } from '../document/schema.js'
import type { ExpectTemplate, FlowContext } from '../machine/model.js'
import { enabledKeyIntents } from './router.js'

/** Key intents by the key that means them; the first of two that have the same. */
const keysOf = (document: FlowDocument): Readonly<Record<string, string>> =>
  Object.fromEntries(
    enabledKeyIntents(document).flatMap((name): [string, string][] => {
      const key = document.keyIntents[name]?.key
      return key === undefined ? [] : [[key, name]]
    }).toReversed(),
  )

/** Nothing where no key intent has a key, so that the chart of such a flow is what it always was. */
export const globalKeys = (document: FlowDocument): Pick<FlowContext['globals'], 'keys'> => {
  const keys = keysOf(document)
  return Object.keys(keys).length === 0 ? {} : { keys }
}

/** Of the keys that a question takes itself, those that would mean a key intent elsewhere. */
export const ownKeysAmong = (document: FlowDocument, own: Iterable<string | undefined>): Pick<ExpectTemplate, 'ownKeys'> => {
  const keys = keysOf(document)
  const taken = new Set(own)
  const ownKeys = [...commonKeys].filter((key) => taken.has(key) && Object.hasOwn(keys, key)).join('')
  return ownKeys === '' ? {} : { ownKeys }
}
