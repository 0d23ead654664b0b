import { testMasterKey } from '../store/testing/test-database.js'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { deskFlow } from '../testing/flows.js'
import { World } from '../testing/world.js'
import { openCallArchive, type CallArchive } from './archive.js'
import { checkArchive } from './check-archive.js'
import { replayCall } from './replay-call.js'

let world: World
let archive: CallArchive
let callId: string
beforeAll(async () => {
  world = await World.open({ desk: deskFlow })
  const call = await world.calls({ flow: 'desk' })
  callId = call.callId
  await call.bridge.hears(await call.bridge.plays(), 'when are you open')
  await call.bridge.plays()
  await call.bridge.hangsUp()
  await call.bridge.ended
  archive = await openCallArchive(world.postgres.url, testMasterKey)
}, 60_000)
afterAll(async () => {
  await archive.close()
  await world.close()
})

async function query(text: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client(world.postgres.url)
  await client.connect()
  await client.query(text, values)
  await client.end()
}

it('finds the calls of a database, with the charts that they ran on', async () => {
  const call = await archive.read(callId)

  expect(await archive.callIds('desk')).toEqual([callId])
  expect(await archive.callIds('other')).toEqual([])
  expect(replayCall(call, { recorded: await archive.versionsOf(call) })).toMatchObject({ callId, verdict: 'same', before: { tags: ['hours'] } })
  await expect(archive.read('nobody')).rejects.toMatchObject({ code: 'RUNTIME_CALL_UNKNOWN' })
  await expect(archive.chart('none')).rejects.toMatchObject({ code: 'RUNTIME_VERSION_UNKNOWN' })
})

it('names the call and the step where a call is not what it was', async () => {
  const sound = await checkArchive(world.postgres.url, testMasterKey)
  expect(sound).toMatchObject({ callCount: 1, failures: [], comparedCount: sound.stepCount })

  await query("update journal set effects_hash = 'x' || effects_hash where call_id = $1 and step = 2 and kind = 'event'", [callId])
  const broken = await checkArchive(world.postgres.url, testMasterKey)
  await query('update journal set effects_hash = substr(effects_hash, 2) where call_id = $1 and step = 2 and kind = $2', [callId, 'event'])

  expect(broken.failures).toHaveLength(1)
  expect(broken.failures[0]).toContain(`call ${callId} of flow "desk" is not reproduced at step 2 (caller says "when are you open": intent hours)`)
})

it('says what is missing in a journal', async () => {
  await query('update journal set sequence = sequence + 1000 where call_id = $1 and sequence > 3', [callId])
  const read = archive.read(callId)
  await expect(read).rejects.toMatchObject({ code: 'REPLAY_SEQUENCE_GAP', fields: { callId, sequence: 4 } })
  await query('update journal set sequence = sequence - 1000 where call_id = $1 and sequence > 1000', [callId])

  expect((await archive.read(callId)).entries.length).toBeGreaterThan(3)
})
