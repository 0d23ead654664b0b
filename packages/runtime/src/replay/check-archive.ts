import { openCallArchive } from './archive.js'
import { replayCall } from './replay-call.js'

/** What running all calls of a database again on their own versions has shown. */
export interface ArchiveCheck {
  readonly callCount: number
  readonly stepCount: number
  /** Steps that had a hash to be compared with. */
  readonly comparedCount: number
  /** Calls that are not what they were, each with the step and why, in plain words. */
  readonly failures: readonly string[]
}

/** Runs every call of a database again on the version that it was pinned to. @throws RUNTIME_STORE_UNAVAILABLE, RUNTIME_MASTER_KEY_DIFFERS */
export async function checkArchive(databaseUrl: string, masterKey: Uint8Array): Promise<ArchiveCheck> {
  const archive = await openCallArchive(databaseUrl, masterKey)
  try {
    let [stepCount, comparedCount] = [0, 0]
    const failures: string[] = []
    const callIds = await archive.callIds()
    for (const callId of callIds) {
      const call = await archive.read(callId)
      const replay = replayCall(call, { recorded: await archive.versionsOf(call) })
      stepCount += replay.stepCount
      comparedCount += replay.comparedCount
      const { unfaithful } = replay
      if (unfaithful !== undefined)
        failures.push(`call ${callId} of flow "${replay.flow}" is not reproduced at step ${unfaithful.step.step} (${unfaithful.step.event}): ${unfaithful.step.effects.join('; ')}`)
    }
    return { callCount: callIds.length, stepCount, comparedCount, failures }
  } finally {
    await archive.close()
  }
}
