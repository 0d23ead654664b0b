import type { NumberList, NumberOverride, NumberView } from '@callchart/protocol'

/** A number that people know of: because it is ours, a flow claims it, or a route names it. */
export interface NumberRow {
  readonly number: string
  readonly name: string
  readonly isOwn: boolean
  /** It stands in the list of numbers, from which it can be removed. */
  readonly isListed: boolean
  readonly flow: string | undefined
  readonly override: NumberOverride | undefined
  readonly overriddenBy: string | undefined
  readonly overriddenAt: string | undefined
}

const rowOf = (number: string, listed: NumberView | undefined, flow: string | undefined): NumberRow => ({
  number,
  name: listed?.name ?? '',
  isOwn: listed?.isOwn ?? false,
  isListed: listed !== undefined,
  flow,
  override: listed?.override,
  overriddenBy: listed?.overriddenBy,
  overriddenAt: listed?.overriddenAt,
})

/** Those that are overridden come first, then by number. */
export function rowsOf({ numbers, claimed, routes }: NumberList): NumberRow[] {
  const listed = new Map(numbers.map((each) => [each.number, each]))
  const flows = new Map(claimed.map(({ number, flow }) => [number, flow]))
  for (const { kind, value, flow, condition } of routes) if (kind === 'exact' && condition === undefined) flows.set(value, flow)
  const all = [...new Set([...listed.keys(), ...flows.keys()])].map((number) => rowOf(number, listed.get(number), flows.get(number)))
  const rank = ({ override }: NumberRow): number => (override === undefined ? 1 : 0)
  return all.sort((left, right) => rank(left) - rank(right) || (left.number < right.number ? -1 : 1))
}
