import type { CallView } from '@callchart/protocol'
import { expect, it } from 'vitest'
import { ManualClock } from '../testing/manual-clock.js'
import { heartbeatMs, pollMs, streamCall, throttleMs } from './call-stream.js'

const viewOf = (status: CallView['status'], path: string[]): CallView => ({ callId: 'c', status, path }) as unknown as CallView

/** A call whose view and stream a test looks at. */
class Watched {
  readonly clock = new ManualClock()
  readonly written: string[] = []
  view = viewOf('active', ['start'])
  isHere = true
  takesIn = true
  isEnded = false
  drained: () => void = () => undefined
  watcherCount = 0
  private changed: () => void = () => undefined
  private reads: (() => void)[] = []

  starts(): () => void {
    return streamCall({
      clock: this.clock,
      callId: 'c',
      first: this.view,
      calls: {
        view: async () => this.view,
        watch: (_callId, changed) => {
          this.changed = changed
          this.watcherCount += 1
          return () => (this.watcherCount -= 1)
        },
        holds: () => this.isHere,
      },
      sink: {
        write: (text) => {
          this.written.push(text)
          for (const read of this.reads.splice(0)) read()
          return this.takesIn
        },
        end: () => (this.isEnded = true),
        once: (_event, run) => (this.drained = run),
      },
    })
  }

  becomes(view: CallView): void {
    this.view = view
    this.changed()
  }

  /** Time goes by, and what it set off is done. */
  async passes(ms: number): Promise<void> {
    this.clock.advance(ms)
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
  }

  get paths(): string[] {
    return this.written.filter((text) => text.startsWith('data: {"callId"')).map((text) => (JSON.parse(text.slice(6)) as CallView).path.join())
  }
}

it('sends the view at once, then whenever it has changed, several changes as one', async () => {
  const call = new Watched()
  call.starts()

  call.becomes(viewOf('active', ['start', 'ask']))
  call.becomes(viewOf('active', ['start', 'ask', 'say']))
  await call.passes(throttleMs)
  call.becomes(viewOf('active', ['start', 'ask', 'say']))
  await call.passes(throttleMs)

  expect(call.paths).toEqual(['start', 'start,ask,say'])
})

it('ends with the call and lets go of it', async () => {
  const call = new Watched()
  call.starts()

  call.becomes(viewOf('ended', ['start']))
  await call.passes(throttleMs)

  expect(call.written.at(-1)).toBe('event: end\ndata: {}\n\n')
  expect([call.isEnded, call.watcherCount]).toEqual([true, 0])
})

it('ends at once where the call was over before', () => {
  const call = new Watched()
  call.view = viewOf('ended', ['start'])
  call.starts()

  expect(call.written).toHaveLength(2)
  expect(call.isEnded).toBe(true)
})

it('looks at a call of another runtime again and again', async () => {
  const call = new Watched()
  call.isHere = false
  call.starts()

  call.view = viewOf('active', ['start', 'ask'])
  await call.passes(pollMs)

  expect(call.paths).toEqual(['start', 'start,ask'])
})

it('leaves out views that the far side does not take in, and sends the latest when it does', async () => {
  const call = new Watched()
  call.takesIn = false
  call.starts()

  call.becomes(viewOf('active', ['start', 'lost']))
  await call.passes(throttleMs)
  call.view = viewOf('active', ['start', 'lost', 'kept'])
  call.takesIn = true
  call.drained()
  await call.passes(throttleMs)

  expect(call.paths).toEqual(['start', 'start,lost,kept'])
})

it('keeps the line alive, and stops when the far side has gone', async () => {
  const call = new Watched()
  const stop = call.starts()
  await call.passes(heartbeatMs)
  expect(call.written.at(-1)).toBe(': here\n\n')

  stop()
  call.becomes(viewOf('active', ['start', 'unseen']))
  await call.passes(heartbeatMs)

  expect(call.paths).toEqual(['start'])
  expect(call.watcherCount).toBe(0)
})
