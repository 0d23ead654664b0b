import type { MediaCommand } from '@callchart/protocol'
import { expect, it } from 'vitest'
import { wireTurnId } from '../call/state.js'
import { connected, FoldDriver, turn } from '../testing/fold-driver.js'
import { scripted } from '../testing/scripted-version.js'
import { createExpectedPrompts } from './expect-prompts.js'
import type { CallHands } from './hands.js'

/** A call in its first turn, which only speaks, and what the bridge is told. */
function speaking(most: number) {
  const call = new FoldDriver(scripted('v1', { 'call.started': [turn('t1')], 'turn.finished': [turn('t2')] }))
  call.fact(connected)
  const commands: MediaCommand[] = []
  const hands = { state: call.state, clock: { now: () => call.at }, command: (command: MediaCommand) => commands.push(command) }
  const expected = createExpectedPrompts(hands as unknown as CallHands, most)
  return { call, commands, expected, turnId: wireTurnId(call.state.chapter, 't1') }
}

it('tells the bridge once a turn, when the caller hears it begin', () => {
  const { commands, expected, turnId } = speaking(8)
  expected.noteFact({ type: 'speech.started', turnId })
  expect(commands).toEqual([])

  expected.noteFact({ type: 'prompt.started', turnId, promptId: 'p' })
  expected.noteFact({ type: 'prompt.started', turnId, promptId: 'q' })
  expected.noteFact({ type: 'listening.started', turnId })

  expect(commands).toEqual([{ type: 'prompts.expect', prompts: [{ promptId: 'p', text: 'Say t2', language: 'en-US', interruptible: true }] }])
})

it('says nothing where nothing is known, and where nobody wants it', () => {
  const [none, unknown] = [speaking(0), speaking(8)]

  none.expected.noteFact({ type: 'prompt.started', turnId: none.turnId, promptId: 'p' })
  unknown.expected.noteFact({ type: 'prompt.started', turnId: '1.elsewhere', promptId: 'p' })

  expect([...none.commands, ...unknown.commands]).toEqual([])
})
