import type { CallWorld } from './call-world.js'
import { invariants } from './invariants.js'

/** 400 ms each. */
const mostRounds = 120
/** Rounds without news after which the runtime's next timer is let go off. */
const quietRounds = 6

/** A caller who is still there waits for no timer that is longer: the longest time of a call is no way out of a muddle. */
const longestWaitMs = 100_000

/** Where the caller is asked something they are heard: whatever was before, nobody is mute. */
async function answers(world: CallWorld, turnId: string): Promise<string[]> {
  await world.passes(400, true)
  await world.passes(400)
  if (world.bridge.caller.isOver) return []
  if (world.bridge.engines.due === undefined) return world.watch.listeningTurn === turnId ? [`nobody listens to the caller in turn ${turnId}`] : []
  await world.take('the engine hears "stop calling"')
  return world.watch.listeningTurn === turnId ? [`what the caller said is no answer to turn ${turnId}`] : []
}

/** One round of a calm end: everybody does what is due, and time passes. */
async function goesOn(world: CallWorld): Promise<string[]> {
  const { watch, bridge } = world
  const { listeningTurn } = watch
  if (listeningTurn !== undefined && !watch.isJoined && bridge.engines.live === undefined) return answers(world, listeningTurn)
  for (const step of ['the engine hears nothing', 'the service answers', "the agent's media connect"]) if (world.choices().includes(step)) await world.take(step)
  await world.passes(400)
  if (watch.isJoined) await world.take('the agent hangs up')
  return []
}

/** A timer of the chart goes off by itself, in whichever process. */
function stuckTimers({ runtime }: CallWorld): string[] {
  const { call, clock } = runtime
  return [...(call?.state.timers ?? [])].filter(([, deadline]) => deadline > clock.now() && !clock.isSetFor(deadline)).map(([timerId]) => `no timer is stuck: nothing waits for ${timerId}`)
}

/**
 * Lets the call come to its end in calm: nothing is late any more, the caller answers the next question, humans hang up, timers elapse.
 * Gives what was wrong, by the name of the invariant.
 */
export async function finishCall(world: CallWorld): Promise<string[]> {
  world.runtime.diesAfterCommit = false
  await world.take('the journal goes on')
  await world.take('commands arrive')
  await world.take('facts arrive')
  const found = stuckTimers(world)
  let quiet = 0
  for (let round = 0; round < mostRounds && !world.isOver; round += 1) {
    const before = `${world.watch.factCount} ${world.database.journal.length}`
    found.push(...(await goesOn(world)).map((problem) => `nobody is mute: ${problem}`))
    quiet = before === `${world.watch.factCount} ${world.database.journal.length}` ? quiet + 1 : 0
    if (quiet < quietRounds) continue
    quiet = 0
    if (world.bridge.caller.isOver || (world.runtime.clock.nextInMs ?? 0) <= longestWaitMs) await world.take('a timer of the runtime elapses')
    await world.take('a timer of the old runtime elapses')
    await world.take('a queue is looked at again')
    if (world.bridge.isOver) await world.take('a lost call is taken up')
  }
  // A runtime that was left behind notices it when something makes it write.
  while (world.oldRuntime !== undefined && world.choices().includes('a timer of the old runtime elapses')) await world.take('a timer of the old runtime elapses')
  await world.take('a queue is looked at again')
  if (!world.isOver) return [...found, `the call comes to its end: it stays in ${world.statePath}`]
  await world.passes(400)
  for (const [name, invariant] of Object.entries(invariants)) found.push(...invariant(world).map((problem) => `${name}: ${problem}`))
  return found
}
