import { isKeyed, type CollectNode } from './schema.js'

const figures = [...'0123456789']
/** On the keys of a telephone `*` is the decimal point, or the letter of an identity number. */
const starTypes: ReadonlySet<CollectNode['valueType']> = new Set(['number', 'money', 'idNumber'])

/** Keys that an entry may consist of, and the one that ends it: none of them can mean anything else meanwhile. */
export const ownKeysOf = (node: CollectNode, terminator: string): string[] => {
  if (!isKeyed(node)) return []
  if (node.valueType === 'choice') return [terminator, ...node.choices.flatMap(({ digit }) => digit ?? [])]
  return [terminator, ...figures, ...(starTypes.has(node.valueType) ? ['*'] : [])]
}
