// @vitest-environment happy-dom
import type { CallStep } from '@callchart/protocol'
import i18next from 'i18next'
import { beforeAll, expect, it } from 'vitest'
import { startLocale } from '../locale/locale.js'
import { endOfCall, tellEvent, type Teller } from './step-words.js'

let teller: Teller
beforeAll(async () => {
  await startLocale('en')
  teller = { t: i18next.getFixedT('en', 'calls'), ofSimulator: i18next.getFixedT('en', 'simulator'), document: undefined }
})

const step = (type: string, detail = '', effects: readonly string[] = []): CallStep => ({
  step: 1, atMs: 0, event: { type, detail }, nodes: [], variables: {}, pathLength: 0, transcriptLength: 0,
  effects: effects.map((effect) => ({ type: effect, status: 'performed' as const })),
})
const told = (steps: readonly CallStep[]): string[] => steps.map(({ event }, index) => tellEvent(teller, event, endOfCall(steps) !== -1 && index > endOfCall(steps)))

it('says of a call that the human at the seat ended who ended it', () => {
  expect(told([step('transfer.connected', 'anna'), step('call.ended', 'agent'), step('caller.hung-up', 'normal')])).toEqual([expect.any(String), 'The agent ends the call', 'The line is closed'])
})

it('says of a call that the flow ended that the line was closed, not that the caller hung up', () => {
  expect(told([step('turn.finished', '', ['call.hang-up']), step('caller.hung-up', 'normal')]).at(-1)).toBe('The line is closed')
})

it('says of a caller who hung up that they did', () => {
  expect(told([step('no-input'), step('caller.hung-up', 'normal')]).at(-1)).toBe('The caller hangs up')
})

it('names who else ended a call', () => {
  expect(told([step('call.ended', 'operator')])).toEqual(['The call is ended from outside (operator)'])
})

it('says that the caller spoke or pressed keys, where what they said was deleted', () => {
  const bare = ['utterance.understood', 'value.understood', 'digits.entered', 'caller.hung-up'].map((type) => tellEvent(teller, { type }))

  expect(bare).toEqual(['The caller speaks', 'The caller speaks', 'The caller presses keys', 'The caller hangs up'])
})
