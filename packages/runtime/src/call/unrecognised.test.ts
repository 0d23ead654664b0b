import type { Interpretation } from '@callchart/protocol'
import { describe, expect, it } from 'vitest'
import { FoldDriver, connected, turn, utterance } from '../testing/fold-driver.js'
import { scripted } from '../testing/scripted-version.js'
import { keptRow, mayKeep } from './unrecognised.js'

const noMatch = (text: string): Interpretation => ({
  type: 'no-match',
  text,
  confidence: 0,
  slots: {},
  why: { by: 'nothing', losing: [{ intent: 'hours', confidence: 0.3 }] },
})

/** A call at its question; the flow names the variable `agreed` for the consent. */
function asked({ agreed = true, sensitive = false } = {}): FoldDriver {
  const version = scripted('v1', { 'call.started': [turn('t1', sensitive)] })
  const manifest = { ...version.manifest, analysisConsent: 'agreed' }
  const call = new FoldDriver({ ...version, manifest, variablesOf: () => ({ agreed }) })
  call.fact(connected)
  return call
}

/** Journals an utterance as a call does that keeps it. */
function keeps(call: FoldDriver, text: string): void {
  call.notes(
    { kind: 'interpretation', body: { turnId: 't1', interpretation: noMatch(text), keep: true } },
    { kind: 'fact', body: { number: 9, atMs: 900, fact: utterance('t1', text) } },
    { kind: 'event', body: { type: 'speech.understood', turnId: 't1', interpretation: noMatch(text) } as never },
  )
}

describe('what was not understood', () => {
  it.each([
    ['with-consent', true, true],
    ['with-consent', false, false],
    ['always', false, true],
    ['never', true, false],
  ] as const)('%s, with a consent that is %s, may be kept: %s', (rule, agreed, may) => {
    expect(mayKeep(asked({ agreed }).state, 't1', noMatch('fly me to the moon'), rule)).toBe(may)
  })

  it('is never kept where it answers a sensitive question, has no words, or was understood', () => {
    expect(mayKeep(asked({ sensitive: true }).state, 't1', noMatch('my mother'), 'always')).toBe(false)
    expect(mayKeep(asked().state, 't1', noMatch(''), 'always')).toBe(false)
    expect(mayKeep(asked().state, 't9', noMatch('too late'), 'always')).toBe(false)
    expect(mayKeep(asked().state, 't1', { ...noMatch('yes'), type: 'intent', intent: 'affirm' }, 'always')).toBe(false)
  })

  it('is a row of the journal until it is written, numbers and secrets masked', () => {
    const call = asked()
    call.state.shown.secrets.add('blue whale')

    keeps(call, 'Blue whale, card 4321 please')

    expect(keptRow(call.state)).toEqual({
      step: 2,
      index: -1,
      at: 4_000,
      effect: {
        type: 'utterance.keep',
        turnId: 't1',
        nodeId: 'node-t1',
        flow: 'v1',
        version: 'v1',
        language: '',
        text: '••••, card •••• please',
        alternatives: [],
        losing: [{ intent: 'hours', confidence: 0.3 }],
      },
    })
    call.notes({ kind: 'effect.settled', step: 2, body: { index: -1, type: 'utterance.keep', outcome: 'kept' } })
    expect(call.state.rows.size).toBe(0)
  })

  it('is open again after a crash, and only then', () => {
    const call = asked()

    keeps(call, 'fly me to the moon')

    expect([...call.again().rows]).toEqual([...call.state.rows])
    expect(call.again().rows.size).toBe(1)
    call.notes({ kind: 'effect.settled', step: 2, body: { index: -1, type: 'utterance.keep', outcome: 'kept' } })
    expect(call.again().rows.size).toBe(0)
  })

  it('is no row where the call did not note that it may be kept', () => {
    const call = asked()

    call.fact(utterance('t1', 'fly me to the moon'), noMatch('fly me to the moon'))

    expect(call.state.rows.size).toBe(0)
  })
})
