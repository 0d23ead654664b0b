import type { JournalEntry } from '../store/journal.js'
import { sealEntry } from '../store/seal/sealed-entry.js'
import { openStore } from '../store/store.js'
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

  const store = await openStore(world.postgres.url, { masterKey: testMasterKey })
  const entry = (await store.journal.read(callId)).find(({ kind, step }) => kind === 'event' && step === 2)
  if (entry === undefined) throw new Error('the call has no second step')
  const key = await store.keys.keyOf(callId)
  await store.close()
  const writes = (written: JournalEntry): Promise<void> =>
    query("update journal set sealed = decode($3, 'base64') where call_id = $1 and sequence = $2", [callId, written.sequence, sealEntry(callId, written, key).sealed])
  await writes({ ...entry, effectsHash: 'x' })
  const broken = await checkArchive(world.postgres.url, testMasterKey)
  await writes(entry)

  expect(broken.failures).toHaveLength(1)
  expect(broken.failures[0]).toContain(`call ${callId} of flow "desk" is not reproduced at step 2 (caller says "when are you open": intent hours)`)
})

it('says what is missing in a journal', async () => {
  await query(`create table kept as select * from journal where call_id = '${callId}' and sequence = 4`)
  await query('delete from journal where call_id = $1 and sequence = 4', [callId])
  const read = archive.read(callId)
  await expect(read).rejects.toMatchObject({ code: 'REPLAY_SEQUENCE_GAP', fields: { callId, sequence: 4 } })
  await query('insert into journal select * from kept')
  await query('drop table kept')

  expect((await archive.read(callId)).entries.length).toBeGreaterThan(3)
})
