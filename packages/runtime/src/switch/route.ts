import type { NumberOverride, NumberRoute, TestNumberResponse } from '@callchart/protocol'

/** What a call brings that decides who answers it. */
export interface RoutedArrival {
  readonly dnis: string
  readonly ani?: string | undefined
  readonly switchId?: string | undefined
  /** SIP headers and variables, their names as the switch has them. */
  readonly variables: Readonly<Record<string, unknown>>
}

/** A flow by its name, or a call by what it brings. */
export type AskedVersion = { readonly [Key in keyof RoutedArrival]?: RoutedArrival[Key] | undefined } & { readonly flow?: string | undefined }

export interface RouteRow extends NumberRoute {
  readonly routeId: string
}

/** Everything that decides who answers a number. */
export interface RouteTable {
  readonly routes: readonly RouteRow[]
  /** By number. */
  readonly overrides: ReadonlyMap<string, NumberOverride>
  /** Numbers that flows claim themselves, and by which flow. */
  readonly claimed: ReadonlyMap<string, string>
  readonly defaultFlow: string | undefined
  /** A flow without a live version answers nobody. */
  isLive(flow: string): boolean
}

export type Routed =
  | { readonly type: 'flow'; readonly flow: string; readonly by: 'route' | 'flow' | 'default'; readonly routeId?: string }
  | { readonly type: 'override'; readonly override: NumberOverride }

/** As people write numbers: in groups, with brackets. A stroke may belong to a name of the switch. */
export const plainNumber = (number: string): string => {
  const grouped = number.replace(/[\s().-]/g, '')
  return /^\+?\d+$/.test(grouped) ? grouped : number.trim()
}

/** First and last number of a range of one length; undefined where it is none. */
export const rangeOf = (value: string): readonly [from: string, to: string] | undefined => {
  const [from = '', to = '', ...more] = value.split('..').map(plainNumber)
  const isNumber = /^\+?\d{1,30}$/
  const isRange = more.length === 0 && isNumber.test(from) && isNumber.test(to) && from.length === to.length && from.startsWith('+') === to.startsWith('+') && from <= to
  return isRange ? [from, to] : undefined
}

const fitsNumber = ({ kind, value }: NumberRoute, dnis: string): boolean => {
  switch (kind) {
    case 'exact':
      return plainNumber(value) === dnis
    case 'prefix':
      return dnis.startsWith(plainNumber(value))
    case 'range': {
      const range = rangeOf(value)
      return range !== undefined && dnis.length === range[0].length && range[0] <= dnis && dnis <= range[1] && /^\+?\d+$/.test(dnis)
    }
  }
}

/** Names of SIP headers have no case. */
const fitsCondition = ({ condition }: NumberRoute, variables: RoutedArrival['variables']): boolean => {
  if (condition === undefined) return true
  const wanted = condition.name.toLowerCase()
  return Object.entries(variables).some(([name, value]) => name.toLowerCase() === wanted && String(value) === condition.equals)
}

const fits = (route: RouteRow, arrival: RoutedArrival, dnis: string): boolean =>
  fitsNumber(route, dnis) && fitsCondition(route, arrival.variables) && (route.switchId === undefined || route.switchId === arrival.switchId)

const widthOf = ([from, to]: readonly [string, string]): bigint => BigInt(to.replace('+', '')) - BigInt(from.replace('+', ''))

/** How closely the pattern says the number: one number, then the narrower range, then the longer prefix. */
const compareCloseness = (left: NumberRoute, right: NumberRoute): number => {
  const ranks = { exact: 0, range: 1, prefix: 2 } as const
  if (left.kind !== right.kind) return ranks[left.kind] - ranks[right.kind]
  if (left.kind === 'prefix') return plainNumber(right.value).length - plainNumber(left.value).length
  const [first, second] = [rangeOf(left.value), rangeOf(right.value)]
  if (left.kind === 'exact' || first === undefined || second === undefined) return 0
  const [narrow, wide] = [widthOf(first), widthOf(second)]
  return narrow < wide ? -1 : narrow > wide ? 1 : 0
}

const asksMore = ({ condition, switchId }: NumberRoute): number => (condition === undefined ? 0 : 2) + (switchId === undefined ? 0 : 1)

/** The one that says most of the call comes first; ids decide among equals, so that every runtime says the same. */
export const compareRoutes = (left: RouteRow, right: RouteRow): number =>
  compareCloseness(left, right) || asksMore(right) - asksMore(left) || right.priority - left.priority || (left.routeId < right.routeId ? -1 : left.routeId > right.routeId ? 1 : 0)

/**
 * Who answers a call: what is overridden, else the route that fits most closely, and among exact ones last the flow that claims the number
 * itself, else the flow of the business for everything else; undefined: nobody.
 */
export const routeFor = (table: RouteTable, arrival: RoutedArrival): Routed | undefined => {
  const dnis = plainNumber(arrival.dnis)
  const override = table.overrides.get(dnis)
  if (override !== undefined) return { type: 'override', override }
  const [best] = table.routes.filter((route) => table.isLive(route.flow) && fits(route, arrival, dnis)).sort(compareRoutes)
  const claiming = table.claimed.get(dnis)
  if (claiming !== undefined && best?.kind !== 'exact') return { type: 'flow', flow: claiming, by: 'flow' }
  if (best !== undefined) return { type: 'flow', flow: best.flow, by: 'route', routeId: best.routeId }
  const { defaultFlow } = table
  return defaultFlow !== undefined && table.isLive(defaultFlow) ? { type: 'flow', flow: defaultFlow, by: 'default' } : undefined
}

/** The answer as people are told it. */
export const testOf = (routed: Routed | undefined): TestNumberResponse => {
  if (routed === undefined) return { answer: { type: 'nobody' }, by: 'nothing' }
  if (routed.type === 'override') return { answer: { type: 'override', override: routed.override }, by: 'override' }
  const { flow, by, routeId } = routed
  return { answer: { type: 'flow', flow }, by, ...(routeId !== undefined && { routeId }) }
}
