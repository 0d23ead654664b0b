import { spawn, type ChildProcess } from 'node:child_process'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { superviseChild, type ChildSpec, type SupervisedChild } from './supervised-child.js'

const logger = pino({ level: 'silent' })
const script = (text: string): ChildProcess => spawn(process.execPath, ['-e', text], { stdio: ['ignore', 'pipe', 'ignore'] })
const serving = 'console.log("up"); setInterval(() => {}, 1000)'
const firstOutput = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => child.stdout?.once('data', (data: Buffer) => resolve(data.toString().trim())))
const spec = (parts: Partial<ChildSpec<string>>): ChildSpec<string> => ({
  name: 'test child',
  start: () => script(serving),
  untilReady: firstOutput,
  readyWithinMs: 10_000,
  logger,
  backoffMs: [1],
  ...parts,
})
const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

describe('a supervised child process', () => {
  let running: SupervisedChild<string> | undefined
  afterEach(() => running?.stop())

  it('is ready with what it says, and ends when asked to', async () => {
    let child: ChildProcess | undefined
    running = await superviseChild(spec({ start: () => (child = script(serving)) }))

    expect(running.ready).toBe('up')
    expect(running.pid).toBe(child?.pid)

    await running.stop()
    expect(child !== undefined && hasEnded(child)).toBe(true)
  })

  it('is started again when it dies, and learns what it was ready with', async () => {
    const starts: (string | undefined)[] = []
    const children: ChildProcess[] = []
    const again = new Promise<string>((resolve) => {
      void superviseChild(
        spec({
          start: (previous) => {
            starts.push(previous)
            const child = script(serving)
            children.push(child)
            return child
          },
          onReady: resolve,
        }),
      ).then((child) => {
        running = child
        children[0]?.kill('SIGKILL')
      })
    })

    expect(await again).toBe('up')
    expect(starts).toEqual([undefined, 'up'])
    expect(running?.pid).toBe(children[1]?.pid)
  })

  it('is tried again until it starts', async () => {
    let starts = 0
    const again = new Promise<string>((resolve) => {
      void superviseChild(
        spec({
          start: () => {
            starts += 1
            return script(starts === 2 || starts === 3 ? 'process.exit(3)' : serving)
          },
          onReady: resolve,
        }),
      ).then((child) => {
        running = child
        process.kill(child.pid ?? 0, 'SIGKILL')
      })
    })

    await again

    expect(starts).toBe(4)
  })

  it('fails by its code when it ends before it is ready', async () => {
    await expect(superviseChild(spec({ start: () => script('process.exit(7)') }))).rejects.toMatchObject({
      code: 'CLI_CHILD_FAILED',
      message: expect.stringContaining('exit 7') as string,
    })
  })

  it('fails and is ended when it is not ready in time', async () => {
    let child: ChildProcess | undefined
    const late = spec({ start: () => (child = script('setInterval(() => {}, 1000)')), readyWithinMs: 50 })

    await expect(superviseChild(late)).rejects.toMatchObject({
      code: 'CLI_CHILD_FAILED',
      message: expect.stringContaining('50 ms') as string,
    })

    expect(child !== undefined && hasEnded(child)).toBe(true)
  })

  it('is ended at once when the start is given up', async () => {
    let child: ChildProcess | undefined
    const givenUp = new AbortController()
    const starting = superviseChild(spec({ start: () => (child = script('setInterval(() => {}, 1000)')), givenUp: givenUp.signal }))

    givenUp.abort()

    await expect(starting).rejects.toMatchObject({ code: 'CLI_CHILD_FAILED' })
    expect(child !== undefined && hasEnded(child)).toBe(true)
  })

  it('fails when the program is not there', async () => {
    const missing = spec({ start: () => spawn('/nowhere/program') })

    await expect(superviseChild(missing)).rejects.toMatchObject({
      code: 'CLI_CHILD_FAILED',
      message: expect.stringContaining('ENOENT') as string,
    })
  })

  it('is not started again after it was asked to end', async () => {
    let starts = 0
    running = await superviseChild(
      spec({
        start: () => {
          starts += 1
          return script(serving)
        },
      }),
    )
    await running.stop()
    await running.stop()

    expect(starts).toBe(1)
  })
})
