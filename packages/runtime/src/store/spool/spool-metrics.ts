import { Counter, Gauge, type Registry } from 'prom-client'
import type { Spool, SpoolReading } from './spool.js'

/** What operators see of a runtime that goes on without its database. */
export function registerSpoolMetrics(registry: Registry, spool: Pick<Spool, 'reading' | 'isAway'>): void {
  const registers = [registry]
  const gauge = (name: string, help: string, read: (reading: SpoolReading) => number): void =>
    void new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read(spool.reading()))
      },
    })
  const counter = (name: string, help: string, read: (reading: SpoolReading) => number): void =>
    void new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(read(spool.reading()))
      },
    })
  gauge('callchart_database_away', 'Whether calls go on without PostgreSQL just now', () => (spool.isAway ? 1 : 0))
  gauge('callchart_spool_bytes', 'Written to the local spool and not yet in PostgreSQL', ({ bytes }) => bytes)
  gauge('callchart_spool_used_ratio', 'Of the room of the local spool', ({ usedShare }) => usedShare)
  gauge('callchart_spool_records', 'Records in the local spool that wait for PostgreSQL', ({ recordCount }) => recordCount)
  counter('callchart_database_away_seconds_total', 'Time in which calls went on without PostgreSQL', ({ awayMs }) => awayMs / 1_000)
  counter('callchart_spool_written_total', 'Records written to the local spool', ({ spooledTotal }) => spooledTotal)
  counter('callchart_spool_drained_total', 'Records of the local spool that were written to PostgreSQL', ({ drainedTotal }) => drainedTotal)
  counter('callchart_spool_refused_total', 'Records of the local spool that PostgreSQL did not take, as the call went on elsewhere', ({ refusedTotal }) => refusedTotal)
}
