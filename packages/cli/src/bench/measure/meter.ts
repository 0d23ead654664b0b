/**
 * Preloaded (`node --import`) into a process that is measured: answers its parent's questions over the IPC channel, and is otherwise not there.
 */
import { readFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { foldProfile } from './fold-profile.js'
import type { MeterAnswer, MeterQuestion, Reading } from './reading.js'

const sampleEveryUs = 500
let session: Session | undefined

/** Nanoseconds that the main thread ran and waited for a CPU since it began (Linux, Documentation/scheduler/sched-stats.rst). */
function waitUs(): number {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1_000
  } catch {
    return Number.NaN
  }
}

function reading(): Reading {
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed, external } = process.memoryUsage()
  return { cpuUs: user + system, waitUs: waitUs(), rssBytes: rss, usedBytes: heapUsed + external }
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
}

async function answerTo({ meter }: MeterQuestion): Promise<MeterAnswer> {
  switch (meter) {
    case 'read':
      return { meter, reading: reading() }
    case 'read-clean':
      collectGarbage()
      return { meter, reading: reading() }
    case 'profile.start':
      session = new Session()
      session.connect()
      await session.post('Profiler.enable')
      await session.post('Profiler.setSamplingInterval', { interval: sampleEveryUs })
      await session.post('Profiler.start')
      return { meter }
    case 'profile.stop': {
      const profile = await session?.post('Profiler.stop')
      session?.disconnect()
      return { meter, costs: profile === undefined ? [] : foldProfile(profile.profile) }
    }
  }
}

// The program listens first: a listener of ours alone would take the parent's first message from it.
let isListening = false
process.on('newListener', (event: string | symbol) => {
  if (event !== 'message' || isListening) return
  isListening = true
  process.on('message', (message: Partial<MeterQuestion>) => {
    if (message.meter === undefined) return
    void answerTo({ meter: message.meter }).then((answer) => process.send?.(answer))
  })
})
