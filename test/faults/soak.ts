import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { badOption, numberOf, wholeOf } from '../../bin/options.mjs'
import { ordersFlow } from './flow.js'
import type { Fleet, Slot } from './fleet.js'
import { readLiveMb } from './live-heap.js'
import { Load } from './load.js'
import { readProcessSize, slopePerHour, type ProcessSize } from './process-size.js'
import { seeded } from './seeded.js'
import { endOfLoad, withFleet } from './under-load.js'

const sampleEveryMs = 5_000
/** Caches fill and code is compiled before anything is measured. */
const warmUpShare = 1 / 3
/** Of what is alive; what the system has lent is drawn beside it, and grows until V8 finds it worth while to collect. */
const mostGrowthShare = 0.1
const mostHandleGrowth = 10
const columns = 8

type Sizes = Map<string, ProcessSize[]>
/** In MB, when the warm-up is over and at the end. */
type Alive = Map<string, readonly number[]>

const slotsOf = ({ apps, bridges }: Fleet): readonly Slot[] => [...apps, ...bridges]

async function sample(fleet: Fleet, sizes: Sizes, untilMs: number, tell: () => void): Promise<void> {
  for (let count = 0; Date.now() < untilMs; count += 1) {
    for (const { name, node } of slotsOf(fleet)) {
      const size = await readProcessSize(node?.pid ?? 0)
      if (size !== undefined) sizes.set(name, [...(sizes.get(name) ?? []), size])
    }
    if (count % 12 === 0) tell()
    await pause(Math.min(sampleEveryMs, Math.max(0, untilMs - Date.now())))
  }
}

async function collect(fleet: Fleet, alive: Alive): Promise<void> {
  for (const slot of slotsOf(fleet)) alive.set(slot.name, [...(alive.get(slot.name) ?? []), await readLiveMb(slot)])
}

interface Growth {
  readonly name: string
  /** Alive: at first, and more at the end. */
  readonly aliveMb: number
  readonly moreAliveMb: number
  /** Of what the system has lent. */
  readonly residentMbPerHour: number
  readonly moreHandles: number
}

function growthOf(name: string, all: readonly ProcessSize[], alive: Alive): Growth {
  const measured = all.slice(Math.floor(all.length * warmUpShare))
  const third = Math.max(1, Math.floor(measured.length / 3))
  const most = (sizes: readonly ProcessSize[]): number => Math.max(0, ...sizes.map(({ handles }) => handles))
  const [first = 0, last = 0] = alive.get(name) ?? []
  return {
    name,
    aliveMb: first,
    moreAliveMb: last - first,
    residentMbPerHour: slopePerHour(measured.map(({ atMs, residentMb }) => ({ atMs, value: residentMb }))),
    moreHandles: most(measured.slice(-third)) - most(measured.slice(0, third)),
  }
}

function tableOf(sizes: Sizes, growths: readonly Growth[]): string {
  const rows = growths.map(({ name, aliveMb, moreAliveMb, residentMbPerHour, moreHandles }) => {
    const all = sizes.get(name) ?? []
    const at = Array.from({ length: columns }, (_, index) => all[Math.round((index * (all.length - 1)) / (columns - 1))])
    const cells = at.map((size) => `${Math.round(size?.residentMb ?? 0)} / ${size?.handles ?? 0}`)
    return `| ${[name, ...cells, residentMbPerHour.toFixed(1), `${aliveMb.toFixed(1)} -> ${(aliveMb + moreAliveMb).toFixed(1)}`, moreHandles].join(' | ')} |`
  })
  const heads = Array.from({ length: columns }, (_, index) => `${Math.round((100 * index) / (columns - 1))} %`)
  return [`| MB / handles | ${heads.join(' | ')} | MB an hour | MB alive | more handles |`, `|---|${'---|'.repeat(columns + 3)}`, ...rows].join('\n')
}

/** Calls for so long, and what each process holds meanwhile: a line of JSON and a table. @returns whether it holds */
export async function runSoak(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({ args: [...args], options: { minutes: { type: 'string', default: '30' }, calls: { type: 'string', default: '50' }, seed: { type: 'string' } } })
  const [minutes = 0, calls = 0, seed = Date.now() % 1_000_000] = [numberOf(values, 'minutes'), wholeOf(values, 'calls'), wholeOf(values, 'seed')]
  if ([minutes, calls, seed].includes(0)) throw badOption('--minutes, --calls and --seed are more than 0.')
  return withFleet({ apps: 2, bridges: 2, flows: [ordersFlow()], inspectable: true }, async (fleet) => {
    const load = await Load.start(fleet, seeded(seed), { calls })
    const sizes: Sizes = new Map()
    const alive: Alive = new Map()
    const [beganAtMs, forMs] = [Date.now(), minutes * 60_000]
    const tell = (): void => console.error(`soak: ${load.state.replace(/\(.*?\) */, '')}`)
    for (const share of [warmUpShare, 1]) {
      await sample(fleet, sizes, beganAtMs + share * forMs, tell)
      await collect(fleet, alive)
    }
    const growths = [...sizes].map(([name, all]) => growthOf(name, all, alive))
    const { figures, failures } = await endOfLoad(fleet, load, {
      faults: {
        'memory grows': growths.filter(({ aliveMb, moreAliveMb }) => moreAliveMb > mostGrowthShare * aliveMb).map(({ name, moreAliveMb }) => `${name} ${moreAliveMb.toFixed(1)} MB more alive`),
        'handles grow': growths.filter(({ moreHandles }) => moreHandles > mostHandleGrowth).map(({ name, moreHandles }) => `${name} ${moreHandles}`),
      },
    })
    console.log(JSON.stringify({ scenario: 'soak', seed, minutes, callsAtATime: calls, ...figures, growths, failures }))
    console.log(`\n${tableOf(sizes, growths)}\n\n${failures.length === 0 ? 'holds' : failures.join('\n')}`)
    return failures.length === 0
  })
}
