import type { SlotSpec, SlotValue, ValueType } from '@callchart/protocol'
import type { InterpretOptions } from './contract.js'
import { readableText, readValue } from './readers/value.js'

/** Slot -> what it holds. */
export type SlotSpecs = Readonly<Record<string, SlotSpec>>

/** The more telling first: what they take is not read again as something else. */
const order: Readonly<Record<ValueType, number>> = {
  dateRange: 0,
  date: 1,
  time: 2,
  money: 3,
  phone: 4,
  plate: 5,
  idNumber: 6,
  digits: 7,
  number: 8,
  choice: 9,
  name: 10,
  address: 11,
  text: 12,
}
/** The whole utterance is the value, up to the words around it: another slot's words are in it as well. */
const isFree = (type: ValueType): boolean => type === 'text' || type === 'name' || type === 'address'

interface Options extends InterpretOptions {
  readonly language: string
}

/** Values of one kind, as they were said from left to right, and the text without them. */
function readAll(text: string, spec: SlotSpec, count: number, options: Options): { values: SlotValue[]; rest: string } {
  const found: { value: SlotValue; at: number }[] = []
  let rest = text
  while (found.length < count) {
    const reading = readValue(rest, spec, { ...options, bare: false })
    const at = reading === undefined ? -1 : rest.lastIndexOf(reading.matched)
    if (!reading) break
    found.push({ value: reading.value, at })
    // Read, but not word for word: nothing can be taken out for the others.
    if (at < 0) break
    rest = `${rest.slice(0, at)}${'|'.repeat(reading.matched.length)}${rest.slice(at + reading.matched.length)}`
  }
  return { values: found.sort((left, right) => left.at - right.at).map(({ value }) => value), rest }
}

/** Fills the slots that the utterance names values for; of two slots of one kind, the first one gets what was said first. */
export function fillSlots(text: string, specs: SlotSpecs, options: Options): Record<string, SlotValue> {
  const slots: Record<string, SlotValue> = {}
  const names = Object.keys(specs)
  const kinds = [...new Map(Object.values(specs).map((spec) => [kindOf(spec), spec])).values()]
  let rest = readableText(text, options.language)
  for (const spec of kinds.sort((left, right) => order[left.type] - order[right.type])) {
    const same = names.filter((name) => specs[name] !== undefined && kindOf(specs[name]) === kindOf(spec))
    if (isFree(spec.type)) {
      const words = readValue(text, spec, { ...options, bare: false })
      for (const name of same) if (words) slots[name] = words.value
      continue
    }
    const read = readAll(rest, spec, same.length, options)
    rest = read.rest
    same.forEach((name, index) => {
      const value = read.values[index]
      if (value !== undefined) slots[name] = value
    })
  }
  return slots
}

const kindOf = ({ type, minCount, maxCount, choices = [] }: SlotSpec): string => `${type} ${minCount ?? ''} ${maxCount ?? ''} ${choices.map(({ id }) => id).join()}`
