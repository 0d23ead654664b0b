import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { ordersFlow } from './flow.js'
import type { Fleet } from './fleet.js'
import { Load } from './load.js'
import { readProcessSize, slopePerHour, type ProcessSize } from './process-size.js'
import { seeded } from './seeded.js'
import { endOfLoad, withFleet } from './under-load.js'

const sampleEveryMs = 5_000
/** Caches fill and code is compiled before anything is measured. */
const warmUpShare = 1 / 3
const mostGrowthShare = 0.1
const mostHandleGrowth = 10
const columns = 8

type Sizes = Map<string, ProcessSize[]>

async function sample(fleet: Fleet, sizes: Sizes, untilMs: number, tell: () => void): Promise<void> {
  for (let count = 0; Date.now() < untilMs; count += 1) {
    for (const { name, node } of [...fleet.apps, ...fleet.bridges]) {
      const size = await readProcessSize(node?.pid ?? 0)
      if (size !== undefined) sizes.set(name, [...(sizes.get(name) ?? []), size])
    }
    if (count % 12 === 0) tell()
    await pause(Math.min(sampleEveryMs, Math.max(0, untilMs - Date.now())))
  }
}

interface Growth {
  readonly name: string
  readonly mbPerHour: number
  /** Of the size, over the time that was measured. */
  readonly share: number
  readonly handles: number
}

function growthOf(name: string, all: readonly ProcessSize[]): Growth {
  const measured = all.slice(Math.floor(all.length * warmUpShare))
  const mbPerHour = slopePerHour(measured.map(({ atMs, residentMb }) => ({ atMs, value: residentMb })))
  const hours = ((measured.at(-1)?.atMs ?? 0) - (measured[0]?.atMs ?? 0)) / 3_600_000
  const third = Math.max(1, Math.floor(measured.length / 3))
  const most = (sizes: readonly ProcessSize[]): number => Math.max(0, ...sizes.map(({ handles }) => handles))
  return { name, mbPerHour, share: (mbPerHour * hours) / (measured[0]?.residentMb ?? 1), handles: most(measured.slice(-third)) - most(measured.slice(0, third)) }
}

function tableOf(sizes: Sizes): string {
  const rows = [...sizes].map(([name, all]) => {
    const at = Array.from({ length: columns }, (_, index) => all[Math.round((index * (all.length - 1)) / (columns - 1))])
    const { mbPerHour, handles } = growthOf(name, all)
    return `| ${name} | ${at.map((size) => `${Math.round(size?.residentMb ?? 0)} / ${size?.handles ?? 0}`).join(' | ')} | ${mbPerHour.toFixed(1)} | ${handles} |`
  })
  const heads = Array.from({ length: columns }, (_, index) => `${Math.round((100 * index) / (columns - 1))} %`)
  return [`| MB / handles | ${heads.join(' | ')} | MB an hour | more handles |`, `|---|${'---|'.repeat(columns + 2)}`, ...rows].join('\n')
}

/** Calls for so long, and what each process holds meanwhile: a line of JSON and a table. @returns whether it holds */
export async function runSoak(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({ args: [...args], options: { minutes: { type: 'string', default: '30' }, calls: { type: 'string', default: '50' }, seed: { type: 'string' } } })
  const [minutes, calls, seed] = [Number(values.minutes), Number(values.calls), Number(values.seed ?? Date.now() % 1_000_000)]
  if (![minutes, calls, seed].every((value) => Number.isFinite(value) && value > 0)) throw new Error('--minutes, --calls and --seed take numbers.')
  return withFleet({ apps: 2, bridges: 2, flows: [ordersFlow()] }, async (fleet) => {
    const load = await Load.start(fleet, seeded(seed), { calls })
    const sizes: Sizes = new Map()
    await sample(fleet, sizes, Date.now() + minutes * 60_000, () => console.error(`soak: ${load.state.replace(/\(.*?\) */, '')}`))
    const growths = [...sizes].map(([name, all]) => growthOf(name, all))
    const { figures, failures } = await endOfLoad(fleet, load, {
      faults: {
        'memory grows': growths.filter(({ share }) => share > mostGrowthShare).map(({ name, mbPerHour }) => `${name} ${mbPerHour.toFixed(1)} MB an hour`),
        'handles grow': growths.filter(({ handles }) => handles > mostHandleGrowth).map(({ name, handles }) => `${name} ${handles}`),
      },
    })
    console.log(JSON.stringify({ scenario: 'soak', seed, minutes, callsAtATime: calls, ...figures, growths, failures }))
    console.log(`\n${tableOf(sizes)}\n\n${failures.length === 0 ? 'holds' : failures.join('\n')}`)
    return failures.length === 0
  })
}
