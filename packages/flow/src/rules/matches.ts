import type { EffectSelector } from './effect-selector.js'
import type { Observation } from './observation.js'
import { eventFieldNames, type Selector } from './selector.js'

const isEffect = (selector: EffectSelector, observation: Observation): boolean =>
  observation.what === 'effect' && Object.entries(selector).every(([field, value]) => Reflect.get(observation.effect, field) === value)

const is = <Value>(wanted: Value | undefined, seen: Value | undefined): boolean => wanted === undefined || wanted === seen

/** Where it happens. */
const fitsPlace = (selector: Selector, { node, direction, onTheLine }: Observation): boolean =>
  is(selector.kind, node?.kind) &&
  (selector.mark === undefined || node?.marks.includes(selector.mark) === true) &&
  is(selector.direction, direction) &&
  is(selector.onTheLine, onTheLine)

const turnFields = ['speaks', 'inFull', 'listens', 'sensitive'] as const

/** What happens. */
const fitsEvent = (selector: Selector, observation: Observation): boolean =>
  (selector.way === undefined || (observation.what === 'left' && observation.ways.includes(selector.way))) &&
  (selector.keyIntent === undefined || (observation.what === 'heard' && observation.keyIntent === selector.keyIntent)) &&
  (selector.effect === undefined || isEffect(selector.effect, observation)) &&
  (selector.tag === undefined || isEffect({ type: 'call.tag', tag: selector.tag }, observation)) &&
  turnFields.every((field) => selector[field] === undefined || (observation.what === 'turn' && observation[field])) &&
  (selector.givesConsent === undefined || observation.what === 'consent')

/**
 * Whether a selector picks what happened. What says where, and not what, picks the coming to a node.
 * @param within what happens is said by the selector around this one
 */
export const matches = (selector: Selector, observation: Observation, within = false): boolean => {
  const saysWhat = within || eventFieldNames.some((field) => selector[field] !== undefined)
  return (
    fitsPlace(selector, observation) &&
    fitsEvent(selector, observation) &&
    (selector.any?.some((each) => matches(each, observation, saysWhat)) ?? true) &&
    (selector.not === undefined || !matches(selector.not, observation, true)) &&
    (saysWhat || selector.any !== undefined || observation.what === 'entered')
  )
}
