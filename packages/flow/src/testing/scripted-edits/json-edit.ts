export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
/** Makes a document of a document: the one that it gets stays as it is. */
export type Edit = (document: Json) => Json

const isList = (part: Json | undefined): part is readonly Json[] => Array.isArray(part)
const isFields = (part: Json | undefined): part is { readonly [key: string]: Json } => part !== null && typeof part === 'object' && !isList(part)

type Change = (was: Json | undefined) => Json | undefined

/** An element of a list is found by its `id`, else by its place; `+` is behind the last. */
const placeIn = (list: readonly Json[], step: string): number => {
  if (step === '+') return list.length
  const byId = list.findIndex((element) => isFields(element) && element.id === step)
  if (byId >= 0) return byId
  const place = Number(step)
  if (!Number.isInteger(place) || place >= list.length) throw new Error(`Nothing in the list is "${step}".`)
  return place
}

const changedAt = (part: Json | undefined, [step, ...rest]: readonly string[], change: Change): Json | undefined => {
  if (step === undefined) return change(part)
  if (isList(part)) {
    const place = placeIn(part, step)
    const now = changedAt(part[place], rest, change)
    return [...part.slice(0, place), ...(now === undefined ? [] : [now]), ...part.slice(place + 1)]
  }
  const fields = isFields(part) ? part : {}
  const now = changedAt(fields[step], rest, change)
  const { [step]: _was, ...others } = fields
  return now === undefined ? others : { ...fields, [step]: now }
}

const changedDocument = (document: Json, path: string, change: Change): Json => {
  const changed = changedAt(document, path.split('/'), change)
  if (changed === undefined || JSON.stringify(changed) === JSON.stringify(document)) throw new Error(`Nothing changes at "${path}".`)
  return changed
}

/** `nodes/<id>/prompt`: a path with slashes; elements of a list by their id or their place, `+` is a new one. */
export const put = (path: string, value: Json): Edit => (document) => changedDocument(document, path, () => value)
export const drop = (path: string): Edit => (document) => changedDocument(document, path, () => undefined)
export const inPlace = (path: string, change: (was: Json) => Json): Edit => (document) =>
  changedDocument(document, path, (was) => {
    if (was === undefined) throw new Error(`There is nothing at "${path}".`)
    return change(was)
  })

export const all = (...edits: readonly Edit[]): Edit => (document) => edits.reduce((now, edit) => edit(now), document)

const turned = (part: Json): Json => {
  if (!isList(part)) throw new Error('Only a list can be turned.')
  return [...part].reverse()
}
/** The last element becomes the first. */
export const turnAround = (path: string): Edit => inPlace(path, turned)

/** In the texts of that place. */
export const reword = (path: string, from: string | RegExp, to: string): Edit =>
  inPlace(path, (was) => JSON.parse(JSON.stringify(was).replace(from, to)) as Json)

/** Wherever the whole text, or the key, is this. */
export const renameEverywhere = (from: string, to: string): Edit => (document) =>
  JSON.parse(JSON.stringify(document).replaceAll(`"${from}"`, `"${to}"`)) as Json

/** Wherever the word stands, in expressions too. */
export const renameWord = (from: string, to: string): Edit => (document) =>
  JSON.parse(JSON.stringify(document).replaceAll(new RegExp(String.raw`\b${from}\b`, 'g'), to)) as Json

export const keysTurned = (part: Json): Json =>
  isList(part) ? part.map(keysTurned)
  : isFields(part) ? Object.fromEntries(Object.entries(part).reverse().map(([key, value]) => [key, keysTurned(value)]))
  : part

/** Every node that has such a field. */
export const eachNode = (change: (node: { readonly [key: string]: Json }) => Json): Edit =>
  inPlace('nodes', (nodes) => (isList(nodes) ? nodes.map((node) => (isFields(node) ? change(node) : node)) : nodes))
