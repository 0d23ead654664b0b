import { appendFile, open, readFile, truncate, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/test-database.js'
import { SpoolFile, type SpoolHandle } from './spool-file.js'
import { recordLine, type SpoolRecord } from './spool-record.js'

const tag = (callId: string): SpoolRecord => ({ type: 'tag', callId, tag: 'vip', at: 1 })
const newPath = async (): Promise<string> => join(await temporaryFolder(), 'spool')
const cap = { capBytes: 1_000_000 }

/** A file that does some things in another way. */
const handleOf = (handle: FileHandle, changed: Partial<SpoolHandle>): SpoolHandle => ({
  write: handle.write.bind(handle),
  datasync: handle.datasync.bind(handle),
  truncate: handle.truncate.bind(handle),
  read: handle.read.bind(handle),
  stat: handle.stat.bind<FileHandle['stat']>(handle),
  close: handle.close.bind(handle),
  ...changed,
})

describe('the file of a spool', () => {
  it('gives back what was appended, in its order, in chunks and after it was opened again', async () => {
    const path = await newPath()
    const records = Array.from({ length: 200 }, (_, index) => tag(`call-${index}`))
    const file = await SpoolFile.open(path, cap)

    await Promise.all(records.map((record) => file.append([record])))
    await file.close()

    const again = await SpoolFile.open(path, cap)
    const read: SpoolRecord[] = []
    for (let chunk = await again.read(0, 300); chunk.records.length > 0; chunk = await again.read(chunk.next, 300)) read.push(...chunk.records)
    expect(read).toEqual(records)
    await again.close()
  })

  it('shares one write to the disk among appends that come together', async () => {
    let syncs = 0
    const opens = async (path: string): Promise<SpoolHandle> => {
      const handle = await open(path, 'w+')
      const datasync = (): Promise<void> => ((syncs += 1), handle.datasync())
      return handleOf(handle, { datasync })
    }
    const file = await SpoolFile.open(await newPath(), { ...cap, open: opens })

    await Promise.all(Array.from({ length: 100 }, (_, index) => file.append([tag(`${index}`)])))

    expect(syncs).toBe(2)
    await file.close()
  })

  it('reads up to a record that was cut off or changed, wherever that is', async () => {
    const path = await newPath()
    const [first, second] = [recordLine(tag('first')), recordLine(tag('second'))]
    for (let length = 0; length < second.length; length += 1) {
      await truncate(path, 0).catch(() => undefined)
      await appendFile(path, first + second.slice(0, length))
      const file = await SpoolFile.open(path, cap)
      expect(await file.read(0)).toEqual({ records: [tag('first')], next: first.length })
      await file.close()
    }
    await truncate(path, 0)
    await appendFile(path, first + second.replace('second', 'sacond') + first)
    const file = await SpoolFile.open(path, cap)
    expect((await file.read(0)).records).toEqual([tag('first')])
    await file.close()
  })

  it('refuses what is beyond its size, and takes it once it is empty', async () => {
    const line = recordLine(tag('a'))
    const file = await SpoolFile.open(await newPath(), { capBytes: line.length * 2 })
    await file.append([tag('a'), tag('b')])

    await expect(file.append([tag('c')])).rejects.toMatchObject({ code: 'RUNTIME_SPOOL_FULL' })
    expect(file.usedShare).toBe(1)
    await file.clear()
    await file.append([tag('c')])

    expect((await file.read(0)).records).toEqual([tag('c')])
    await file.close()
  })

  it('holds whole appends only, when the disk is full for a while in the middle of one', async () => {
    const path = await newPath()
    let room = Infinity
    const opens = async (): Promise<SpoolHandle> => {
      const handle = await open(path, 'w+')
      const write = async (bytes: Buffer, offset: number, length: number, position: number) => {
        if (room <= 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
        const taken = Math.min(length, room)
        room -= taken
        return handle.write(bytes, offset, taken, position)
      }
      return handleOf(handle, { write: write as SpoolHandle['write'] })
    }
    const file = await SpoolFile.open(path, { ...cap, open: opens })
    await file.append([tag('kept')])

    room = recordLine(tag('lost')).length - 3
    await expect(file.append([tag('lost')])).rejects.toMatchObject({ code: 'RUNTIME_SPOOL_FULL', message: expect.stringContaining('ENOSPC') as string })
    room = Infinity
    await file.append([tag('after')])

    expect((await file.read(0)).records).toEqual([tag('kept'), tag('after')])
    expect(await readFile(path, 'utf8')).not.toContain('lost')
    await file.close()
  })
})
