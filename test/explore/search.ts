import { randomOf } from '@callchart/flow'

/** Something whose next step is chosen from outside, and that comes to an end. */
export interface Explorable {
  choices(): readonly string[]
  take(step: string): void | Promise<void>
  /** Equal texts go on in the same way. */
  fingerprint(): string
  /** Brings it to its end. Gives what was wrong on the way, in words. */
  finish(): readonly string[] | Promise<readonly string[]>
}

export interface Scene {
  readonly name: string
  /** Taken first, without a choice. */
  readonly prefix: readonly string[]
}

export interface Failure {
  readonly scene: string
  readonly order: readonly string[]
  readonly problems: readonly string[]
}

export interface Found {
  orders: number
  states: number
  readonly failures: Failure[]
}

export interface SearchOptions {
  readonly depth: number
  /** Stops at the first failures. */
  readonly mostFailures: number
  readonly progress?: (depth: number, found: Found) => void
}

export type Open = () => Explorable | Promise<Explorable>

/** Takes the steps and brings it to its end. */
export async function runOrder(open: Open, scene: Scene, order: readonly string[]): Promise<readonly string[]> {
  const world = await open()
  for (const step of [...scene.prefix, ...order]) await world.take(step)
  return world.finish()
}

/**
 * Every order of steps up to a depth, the shorter ones first: the first failure is a shortest one. An order that leads where another
 * one led before is not gone on with. The same orders in every run.
 */
export async function exploreOrders(open: Open, scene: Scene, { depth, mostFailures, progress }: SearchOptions): Promise<Found> {
  const found: Found = { orders: 0, states: 0, failures: [] }
  const seen = new Set<string>()
  let frontier: readonly (readonly string[])[] = [[]]
  for (let level = 0; level <= depth && frontier.length > 0; level += 1) {
    const next: (readonly string[])[] = []
    for (const order of frontier) {
      const world = await open()
      for (const step of [...scene.prefix, ...order]) await world.take(step)
      found.orders += 1
      const text = world.fingerprint()
      if (seen.has(text)) continue
      seen.add(text)
      found.states += 1
      if (level < depth) for (const step of world.choices()) next.push([...order, step])
      const problems = await world.finish()
      if (problems.length > 0) found.failures.push({ scene: scene.name, order, problems })
      if (found.failures.length >= mostFailures) return found
    }
    progress?.(level, found)
    frontier = next
  }
  return found
}

/** Long orders, drawn at random; what fails is made as short as it can be by leaving steps out. */
export async function walkOrders(open: Open, scene: Scene, options: { readonly count: number; readonly length: number; readonly seed: number; readonly mostFailures: number }): Promise<Found> {
  const found: Found = { orders: 0, states: 0, failures: [] }
  const random = randomOf(options.seed)
  for (let walk = 0; walk < options.count && found.failures.length < options.mostFailures; walk += 1) {
    const world = await open()
    for (const step of scene.prefix) await world.take(step)
    const order: string[] = []
    for (let index = 0; index < options.length; index += 1) {
      const choices = world.choices()
      const step = choices[Math.floor(random() * choices.length)]
      if (step === undefined) break
      order.push(step)
      await world.take(step)
    }
    found.orders += 1
    found.states += order.length
    const problems = await world.finish()
    if (problems.length > 0) found.failures.push(await shortened(open, scene, order, problems))
  }
  return found
}

async function shortened(open: Open, scene: Scene, order: readonly string[], problems: readonly string[]): Promise<Failure> {
  let least: Failure = { scene: scene.name, order, problems }
  for (let index = 0; index < least.order.length; ) {
    const without = least.order.toSpliced(index, 1)
    const still = await runOrder(open, scene, without)
    if (still.length > 0) least = { scene: scene.name, order: without, problems: still }
    else index += 1
  }
  return least
}

/** A failure as a list to read. */
export const describeFailure = ({ scene, order, problems }: Failure): string =>
  [`in "${scene}":`, ...order.map((step, index) => `  ${index + 1}. ${step}`), ...problems.map((problem) => `  => ${problem}`)].join('\n')
