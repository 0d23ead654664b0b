import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { RuntimeError } from '../errors.js'
import { ManualClock } from '../testing/manual-clock.js'
import type { HeldLease, LeaseRows } from './lease-rows.js'
import { SwitchLeases } from './switch-leases.js'

/** One switch's row, as several runtimes see it. */
class ScriptedRow {
  owner: string | undefined
  epoch = 0
  isOver = true
  /** Set while the database is away. */
  isAway = false

  rowsOf(owner: string): LeaseRows {
    const asked = async <Result>(answer: () => Result): Promise<Result> => {
      if (this.isAway) throw new RuntimeError('RUNTIME_STORE_UNAVAILABLE', 'away', { retryable: true })
      return answer()
    }
    return {
      take: (_switchId, isForced) =>
        asked(() => {
          if (!isForced && !this.isOver) return undefined
          this.owner = owner
          this.isOver = false
          this.epoch += 1
          return this.epoch
        }),
      renew: (leases: readonly HeldLease[]) => asked(() => leases.filter(({ epoch }) => this.owner === owner && epoch === this.epoch)),
      release: ({ epoch }) =>
        asked(() => {
          if (this.owner === owner && epoch === this.epoch) this.isOver = true
        }),
    }
  }
}

function runtime(row: ScriptedRow, name: string, isInbound = false) {
  const clock = new ManualClock()
  const leases = new SwitchLeases({ rows: row.rowsOf(name), clock, logger: pino({ level: 'silent' }), leaseMs: 5_000 })
  const heard: string[] = []
  const side = { won: () => void heard.push('won'), lost: () => void heard.push('lost') }
  if (isInbound) leases.awaitConnection('main', side)
  else leases.contend('main', side)
  return { clock, leases, heard }
}

describe('the lease of a switch', () => {
  it('is one runtime\'s at a time, and another\'s once it was given back', async () => {
    const row = new ScriptedRow()
    const one = runtime(row, 'one')
    await one.leases.wake()
    const other = runtime(row, 'other')
    await other.leases.wake()
    expect([one.leases.holds('main'), other.leases.holds('main')]).toEqual([true, false])
    expect(other.leases.mayBeElsewhere('main')).toBe(true)

    await one.leases.close()
    await other.leases.wake()

    expect(other.heard).toEqual(['won'])
    expect(other.leases.holds('main')).toBe(true)
  })

  it('is not used after a stop for longer than a lease, before the database has said whose it is', async () => {
    const row = new ScriptedRow()
    const one = runtime(row, 'one')
    await one.leases.wake()
    one.clock.advance(60_000)
    expect(one.leases.holds('main')).toBe(false)

    await one.leases.wake()
    expect(one.leases.holds('main')).toBe(true)
  })

  it('is lost to whoever took it meanwhile', async () => {
    const row = new ScriptedRow()
    const one = runtime(row, 'one')
    await one.leases.wake()
    row.isOver = true
    const other = runtime(row, 'other')
    await other.leases.wake()

    await one.leases.wake()

    expect(one.heard).toEqual(['won', 'lost'])
    expect(one.leases.holds('main')).toBe(false)
  })

  it('stays while the database is away, for nobody can take it', async () => {
    const row = new ScriptedRow()
    const one = runtime(row, 'one')
    await one.leases.wake()
    row.isAway = true
    for (let second = 0; second < 30; second += 1) {
      one.clock.advance(1_000)
      await one.leases.wake()
      expect(one.leases.holds('main')).toBe(true)
    }
    row.isAway = false
    await one.leases.wake()
    expect(one.heard).toEqual(['won'])
  })

  it('follows a switch that connects by itself', async () => {
    const row = new ScriptedRow()
    const one = runtime(row, 'one', true)
    const other = runtime(row, 'other', true)
    await one.leases.wake()
    expect(one.heard).toEqual([])

    one.leases.claim('main')
    expect(one.leases.holds('main')).toBe(true)
    await one.leases.wake()
    other.leases.claim('main')
    await other.leases.wake()
    await one.leases.wake()

    expect([one.heard, other.heard]).toEqual([['won', 'lost'], ['won']])
    expect([one.leases.holds('main'), other.leases.holds('main')]).toEqual([false, true])
  })

  it('is used at once by the runtime that a switch connects to while the database is away', async () => {
    const row = new ScriptedRow()
    const one = runtime(row, 'one', true)
    row.isAway = true
    one.leases.claim('main')
    one.clock.advance(60_000)
    await one.leases.wake()
    expect(one.leases.holds('main')).toBe(true)
    row.isAway = false
    await one.leases.wake()
    expect(one.heard).toEqual(['won'])
  })

  it('is needed for no switch that tells of its calls by itself', () => {
    const { leases } = runtime(new ScriptedRow(), 'one')
    expect(leases.holds('webhooks')).toBe(true)
    expect(leases.mayBeElsewhere('webhooks')).toBe(false)
  })
})
