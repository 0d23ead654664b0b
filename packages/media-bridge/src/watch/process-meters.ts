import { Counter, Gauge, type Registry } from 'prom-client'

/**
 * What the process uses, read when somebody asks. The usual collection of the library watches every garbage collection and the event loop on
 * timers of its own: too much beside audio, whose own ticker tells how late the loop is.
 */
export function addProcessMeters(registry: Registry): void {
  const registers = [registry]
  let toldMicros = 0
  new Counter({
    name: 'callchart_media_process_cpu_seconds_total',
    help: 'CPU time of the process',
    registers,
    collect() {
      const { user, system } = process.cpuUsage()
      this.inc((user + system - toldMicros) / 1_000_000)
      toldMicros = user + system
    },
  })
  new Gauge({
    name: 'callchart_media_process_resident_memory_bytes',
    help: 'Memory of the process',
    registers,
    collect() {
      this.set(process.memoryUsage.rss())
    },
  })
}
