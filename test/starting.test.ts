import { existsSync } from 'node:fs'
import { startSystem } from '@callchart/cli'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { startElsewhere } from './driver/elsewhere.js'
import { greeting } from './driver/flows.js'
import { TestSystem } from './driver/system.js'

const logger = pino({ level: 'silent' })

it('finds the PostgreSQL of a killed run, uses it again, and stops it in the end', async () => {
  const there = new TestSystem([greeting('greeting')])
  const killed = await startElsewhere(there)
  const { databasePid } = there
  await killed.kill()

  await there.start()

  expect(there.databasePid).toBe(databasePid)
  const caller = await there.calls('greeting')
  await caller.hearsFor(800)
  await caller.says('speak to an agent')
  expect((await caller.isHungUpOn()).path).toEqual(['start', 'question', 'farewell'])
  await there.system.close()
  expect(existsSync(there.databasePidFile)).toBe(false)
  await there.close()
})

it('names the port in use, or the process that owns the data folder, and leaves that system unharmed', async () => {
  const there = new TestSystem([greeting('greeting')])
  await there.start()
  const { dataDir, flowsDir, system } = there

  await expect(startSystem({ flowsDir, logger, port: Number(new URL(system.url).port) })).rejects.toMatchObject({ code: 'CLI_PORT_IN_USE' })
  await expect(startSystem({ flowsDir, logger, mediaPort: Number(new URL(system.mediaUrl).port) })).rejects.toMatchObject({ code: 'CLI_PORT_IN_USE' })
  await expect(startSystem({ flowsDir, logger, dataDir })).rejects.toMatchObject({ code: 'RUNTIME_DATA_FOLDER_LOCKED', fields: { pid: process.pid } })

  const caller = await there.calls('greeting')
  await caller.hearsFor(800)
  await caller.says('speak to an agent')
  expect((await caller.isHungUpOn()).path).toEqual(['start', 'question', 'farewell'])
  await there.close()
})
