import { describe, expect, it } from 'vitest'
import { DrivenChart, flowOf, say } from '../../fixtures/driven-chart.js'

const ends = ['kept', 'silent', 'broken'].map((id) => ({ id, kind: 'hangup' as const, name: id }))
const recording = () =>
  new DrivenChart(
    flowOf([
      {
        id: 'mailbox',
        kind: 'voicemail',
        name: 'Mailbox',
        prompt: say('Leave a message.'),
        mailbox: 'support',
        maxMs: 30_000,
        next: 'kept',
        empty: 'silent',
        failed: 'broken',
      },
      ...ends,
    ]),
  ).start()

describe('voicemail', () => {
  it('asks for the message in full, forgets earlier keys, and records without listening', () => {
    const turn = recording().effect('turn.start')

    expect(turn).toMatchObject({
      prompts: [{ text: 'Leave a message.', interruptible: false }],
      record: { maxMs: 30_000, endSilenceMs: 3_000, endKey: '#', beep: true },
      clearTypeAhead: true,
    })
    expect(turn.listen).toBeUndefined()
  })

  it('keeps what was said, however it ended', () => {
    for (const endedBy of ['silence', 'key', 'max-length', 'hang-up'] as const) {
      const call = recording().take({ type: 'turn.recorded', turnId: 't1', durationMs: 4_200, endedBy })

      expect(call.effect('voicemail.keep')).toEqual({ type: 'voicemail.keep', mailbox: 'support', turnId: 't1', durationMs: 4_200 })
      expect(call.path).toBe('kept.hangingUp')
    }
  })

  it('keeps nothing where nothing was said', () => {
    const call = recording().take({ type: 'turn.recorded', turnId: 't1', durationMs: 0, endedBy: 'silence' })

    expect(call.path).toBe('silent.hangingUp')
    expect(call.done).not.toContain('voicemail.keep')
  })

  it('goes its own way where nothing could be recorded', () => {
    expect(recording().turnFails().path).toBe('broken.hangingUp')
    expect(recording().take({ type: 'turn.cancelled', turnId: 't1' }).path).toBe('broken.hangingUp')
  })

  it('takes no message of another turn', () => {
    const call = recording().take({ type: 'turn.recorded', turnId: 't0', durationMs: 4_200, endedBy: 'silence' })

    expect([call.path, call.effects]).toEqual(['mailbox.recording', []])
  })

  it('does not try for ever where every turn fails', () => {
    const again = new DrivenChart(
      flowOf([
        { id: 'mailbox', kind: 'voicemail', name: 'Mailbox', prompt: say('Speak.'), mailbox: 'a', next: 'goodbye', empty: 'goodbye', failed: 'mailbox' },
      ]),
    ).start()

    for (let count = 0; count < 7; count += 1) again.turnFails()
    expect(again.path).toBe('mailbox.recording')
    expect(again.turnFails().effect('flow.failed').code).toBe('FLOW_TURNS_FAILED')
  })
})
