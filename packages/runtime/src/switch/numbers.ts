import { randomUUID } from 'node:crypto'
import type { NumberList, NumberOverride, NumberRoute, NumberSettings, NumberView, TestNumberRequest, TestNumberResponse } from '@callchart/protocol'
import type { Logger } from 'pino'
import type { ReadyVersion } from '../call/ready-version.js'
import type { Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import type { FlowLibrary } from '../flows/flow-library.js'
import type { Notices } from '../store/notices.js'
import type { Changed, NumberRows, StoredNumber, StoredNumbers } from './number-rows.js'
import { overrideFlow } from './override-flow.js'
import { plainNumber, rangeOf, routeFor, testOf, type Routed, type RoutedArrival } from './route.js'

export interface NumbersParts {
  readonly rows: NumberRows
  readonly flows: Pick<FlowLibrary, 'byDnis' | 'isLive' | 'live' | 'views' | 'publisher'>
  readonly notices: Pick<Notices, 'listen'>
  readonly clock: Pick<Clock, 'now' | 'after'>
  readonly logger: Pick<Logger, 'warn'>
}

const nothing: StoredNumbers = { routes: [], numbers: [], defaultFlow: undefined }
const retryMs = 1_000

/** Who answers which number. A change holds for the next call of every runtime; while the database is away what was last known does. */
export class Numbers {
  #known = nothing
  #reading: Promise<void> = Promise.resolve()
  #isClosed = false
  readonly #stopListening: () => void

  constructor(private readonly parts: NumbersParts) {
    this.#stopListening = parts.notices.listen('callchart_numbers', () => void this.#readAgain())
  }

  /** @throws RUNTIME_STORE_UNAVAILABLE */
  open(): Promise<void> {
    return this.#read()
  }

  close(): void {
    this.#isClosed = true
    this.#stopListening()
  }

  /** What the table says of a call; undefined: nobody answers. */
  routeFor(arrival: RoutedArrival): Routed | undefined {
    const { routes, numbers, defaultFlow } = this.#known
    const { flows } = this.parts
    const overrides = new Map(numbers.flatMap(({ number, override }) => (override === undefined ? [] : [[number, override] as const])))
    const dnis = plainNumber(arrival.dnis)
    const claiming = flows.byDnis(dnis) ?? flows.byDnis(arrival.dnis)
    const claimed = new Map(claiming === undefined ? [] : [[dnis, claiming]])
    return routeFor({ routes, overrides, claimed, defaultFlow: defaultFlow?.flow, isLive: (flow) => flows.isLive(flow) }, arrival)
  }

  /**
   * The version that takes the call.
   * @throws RUNTIME_NUMBER_CLOSED it is refused
   */
  async versionFor(arrival: RoutedArrival): Promise<ReadyVersion | undefined> {
    const routed = this.routeFor(arrival)
    if (routed === undefined) return undefined
    if (routed.type === 'flow') return this.parts.flows.live(routed.flow)
    const { override } = routed
    if (override.type === 'closed' && override.announcement === undefined)
      throw new RuntimeError('RUNTIME_NUMBER_CLOSED', `The number ${arrival.dnis} is closed: end its override in GET /v1/numbers, and it is answered again.`)
    return this.parts.flows.publisher.makeOwn(overrideFlow(override))
  }

  /** Numbers that may be shown to people whom calls of ours are taken to. */
  ownNumbers(): string[] {
    return this.#known.numbers.flatMap(({ number, isOwn }) => (isOwn ? [number] : []))
  }

  list(): NumberList {
    const { routes, numbers, defaultFlow } = this.#known
    const { flows } = this.parts
    return {
      routes: routes.map((route) => ({ ...route, isLive: flows.isLive(route.flow), changedAt: route.changedAt.toISOString() })),
      numbers: numbers.map(viewOf),
      ...(defaultFlow !== undefined && { defaultFlow: { ...defaultFlow, isLive: flows.isLive(defaultFlow.flow), changedAt: defaultFlow.changedAt.toISOString() } }),
      claimed: flows.views().flatMap(({ flow, dnis }) => dnis.filter((number) => flows.byDnis(number) === flow).map((number) => ({ number, flow }))),
    }
  }

  test(arrival: TestNumberRequest): TestNumberResponse {
    return testOf(this.routeFor(arrival))
  }

  /** @throws RUNTIME_NUMBER_ROUTE_INVALID, RUNTIME_STORE_UNAVAILABLE */
  async addRoute(route: NumberRoute, author: string): Promise<{ readonly routeId: string }> {
    const routeId = randomUUID()
    await this.#putRoute(routeId, route, author)
    return { routeId }
  }

  /** @throws RUNTIME_NUMBER_ROUTE_UNKNOWN, RUNTIME_NUMBER_ROUTE_INVALID, RUNTIME_STORE_UNAVAILABLE */
  async changeRoute(routeId: string, route: NumberRoute, author: string): Promise<void> {
    if (!this.#known.routes.some((known) => known.routeId === routeId)) throw routeUnknown(routeId)
    await this.#putRoute(routeId, route, author)
  }

  /** @throws RUNTIME_NUMBER_ROUTE_UNKNOWN, RUNTIME_STORE_UNAVAILABLE */
  async removeRoute(routeId: string): Promise<void> {
    if (!(await this.parts.rows.removeRoute(routeId))) throw routeUnknown(routeId)
    await this.#read()
  }

  async putNumber(number: string, settings: NumberSettings, author: string): Promise<void> {
    await this.parts.rows.putNumber(plainNumber(number), settings, this.#by(author))
    await this.#read()
  }

  /** @throws RUNTIME_NUMBER_UNKNOWN, RUNTIME_STORE_UNAVAILABLE */
  async removeNumber(number: string): Promise<void> {
    if (!(await this.parts.rows.removeNumber(plainNumber(number)))) throw new RuntimeError('RUNTIME_NUMBER_UNKNOWN', `The number ${number} is not in the list: see GET /v1/numbers.`)
    await this.#read()
  }

  /** The flow of an override is made ready before it holds: its first caller waits for nothing. */
  async setOverride(number: string, override: NumberOverride | undefined, author: string): Promise<void> {
    const isAnswered = override !== undefined && (override.type === 'transfer' || override.announcement !== undefined)
    if (isAnswered) await this.parts.flows.publisher.makeOwn(overrideFlow(override))
    await this.parts.rows.setOverride(plainNumber(number), override, this.#by(author))
    await this.#read()
  }

  async setDefaultFlow(flow: string | undefined, author: string): Promise<void> {
    await this.parts.rows.setDefaultFlow(flow, this.#by(author))
    await this.#read()
  }

  async #putRoute(routeId: string, route: NumberRoute, author: string): Promise<void> {
    await this.parts.rows.putRoute({ routeId, ...route, value: fittingValue(route), ...this.#by(author) })
    await this.#read()
  }

  #by(author: string): Changed {
    return { author, changedAt: new Date(this.parts.clock.now()) }
  }

  /** One after the other: what was read last is what was written last. */
  #read(): Promise<void> {
    const next = this.#reading.catch(() => undefined).then(async () => {
      this.#known = await this.parts.rows.all()
    })
    this.#reading = next.catch(() => undefined)
    return next
  }

  async #readAgain(): Promise<void> {
    if (this.#isClosed) return
    try {
      await this.#read()
    } catch (error) {
      this.parts.logger.warn({ err: error }, 'numbers not read')
      this.parts.clock.after(retryMs, () => void this.#readAgain())
    }
  }
}

const routeUnknown = (routeId: string): RuntimeError => new RuntimeError('RUNTIME_NUMBER_ROUTE_UNKNOWN', `No route has the id "${routeId}": see GET /v1/numbers.`)

/** @throws RUNTIME_NUMBER_ROUTE_INVALID */
function fittingValue({ kind, value }: NumberRoute): string {
  const invalid = (reason: string): RuntimeError => new RuntimeError('RUNTIME_NUMBER_ROUTE_INVALID', `"${value}" is no ${kind === 'exact' ? 'number' : kind}: ${reason}.`)
  if (kind === 'range') {
    const range = rangeOf(value)
    if (range === undefined) throw invalid('write two numbers of the same length, the lower one first, as +862100000000..+862100009999')
    return range.join('..')
  }
  const plain = plainNumber(value)
  if (!/^[+A-Za-z0-9_.*#-]{1,64}$/.test(plain)) throw invalid('write digits, with + before the country, or a name of the switch')
  return plain
}

const viewOf = ({ overriddenAt, changedAt, ...number }: StoredNumber): NumberView => ({
  ...number,
  changedAt: changedAt.toISOString(),
  ...(overriddenAt !== undefined && { overriddenAt: overriddenAt.toISOString() }),
})
