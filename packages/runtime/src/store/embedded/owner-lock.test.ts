import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/test-database.js'
import { lockFolder } from './owner-lock.js'
import { isAlive, startedAtTicks } from './process.js'

let folder: string
let file: string

beforeEach(async () => {
  folder = await temporaryFolder()
  file = join(folder, 'owner.lock')
})
afterEach(() => rm(folder, { recursive: true }))

async function deadPid(): Promise<number> {
  const child = spawn('true')
  await once(child, 'exit')
  return child.pid ?? 0
}

describe('the lock of a data folder', () => {
  it('belongs to one owner at a time', async () => {
    const lock = await lockFolder(folder, file)

    await expect(lockFolder(folder, file)).rejects.toMatchObject({
      code: 'RUNTIME_DATA_FOLDER_LOCKED',
      fields: { pid: process.pid, folder },
    })

    await lock.release()
    await (await lockFolder(folder, file)).release()
    expect(await readdir(folder)).toEqual([])
  })

  it.each([
    ['a process that is gone', async () => ({ pid: await deadPid() })],
    ['an earlier process with the pid of a living one', async () => ({ pid: process.pid, startTicks: '1' })],
    ['nobody: its content is no owner', async () => 'broken'],
  ])('is taken over from %s', async (_name, owner) => {
    await writeFile(file, JSON.stringify(await owner()))

    await lockFolder(folder, file)

    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ pid: process.pid, startTicks: await startedAtTicks(process.pid) })
  })

  it('of a dead owner goes to exactly one of many', async () => {
    await writeFile(file, JSON.stringify({ pid: await deadPid() }))

    for (let round = 0; round < 20; round += 1) {
      const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder, file)))

      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await readdir(folder)).toEqual(['owner.lock'])
      await writeFile(file, JSON.stringify({ pid: await deadPid(), round }))
    }
  })
})

describe('a process', () => {
  it('is alive when it is ours, root’s, and not when it is gone', async () => {
    expect(isAlive(process.pid)).toBe(true)
    expect(isAlive(1)).toBe(true)
    expect(isAlive(await deadPid())).toBe(false)
  })
})
