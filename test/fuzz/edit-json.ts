import { numbersOfInterest, strangeText, type Edit } from './edit-bytes.js'

type Container = Record<string, unknown> | unknown[]

interface Place {
  readonly holder: Container
  readonly key: string
}

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null
const get = ({ holder, key }: Place): unknown => (holder as Record<string, unknown>)[key]

/** A name such as __proto__ becomes a field of its own, as JSON.parse makes it. */
const put = ({ holder, key }: Place, value: unknown): void => {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true })
}

const mostPlaces = 2_000

function placesIn(root: Container): Place[] {
  const places: Place[] = []
  const holders: Container[] = [root]
  for (let holder = holders.pop(); holder !== undefined && places.length < mostPlaces; holder = holders.pop()) {
    for (const key of Object.keys(holder)) {
      places.push({ holder, key })
      const value = get({ holder, key })
      if (isContainer(value)) holders.push(value)
    }
  }
  return places
}

const junk: readonly (() => unknown)[] = [
  () => null, () => true, () => false, () => '', () => [], () => ({}), () => 0, () => -1, () => 0.1, () => 1e308, () => -1e308, () => 2 ** 53 + 2, () => 4_294_967_296,
  () => 'x'.repeat(5_000), () => '9'.repeat(400), () => Array.from({ length: 300 }, () => 'x'), () => ({ toString: 'x', valueOf: 1 }), () => [[[[[[[[[[1]]]]]]]]]],
]
const names = ['__proto__', 'constructor', 'hasOwnProperty', 'then', 'toJSON', 'length', '', ' ', 'x'.repeat(300), 'type', 'id', 'at']

const nested = (value: unknown, depth: number): unknown => {
  let deep = value
  for (let level = 0; level < depth; level += 1) deep = level % 2 === 0 ? [deep] : { x: deep }
  return deep
}

const textLike = (value: unknown, { 2: length, 3: choice }: Edit): unknown => {
  const strange = strangeText[choice % strangeText.length] ?? ''
  if (typeof value === 'number') return Number(numbersOfInterest[choice % numbersOfInterest.length])
  if (typeof value !== 'string') return strange
  const at = length % (value.length + 1)
  return value.slice(0, at) + strange + value.slice(at)
}

/** Changes a document in one place, in itself; several edits make a document that is wrong in several. @param words of the format */
export function editJson(root: Container, edit: Edit, words: readonly string[]): void {
  const [what, at, length, choice] = edit
  const places = placesIn(root)
  const place = places[at % Math.max(1, places.length)]
  if (place === undefined) return
  const value = get(place)
  switch (what % 9) {
    case 0:
      return put(place, junk[choice % junk.length]?.())
    case 1:
      if (Array.isArray(place.holder)) place.holder.splice(Number(place.key), 1)
      else delete place.holder[place.key]
      return
    case 2:
      if (!Array.isArray(place.holder)) put({ holder: place.holder, key: names[choice % names.length] ?? 'x' }, value)
      return
    case 3:
      return put(place, nested(value, (length % 150) + 1))
    case 4: {
      const other = places[choice % places.length]
      if (other !== undefined) put(place, structuredClone(get(other)))
      return
    }
    case 5:
      if (Array.isArray(value) && value.length > 0) value.push(...Array.from({ length: 2 ** (choice % 8) }, () => structuredClone(value[length % value.length]) as unknown))
      return
    case 6:
      return put(place, words[choice % Math.max(1, words.length)] ?? 'x')
    default:
      return put(place, textLike(value, edit))
  }
}
