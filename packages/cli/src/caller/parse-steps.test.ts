import { describe, expect, it } from 'vitest'
import { parseCommandLine } from '../commands/command.js'
import { parseDecibels, parseDuration, parseEcho, parseSteps, stepOptions } from './parse-steps.js'

const steps = (...args: string[]) => parseSteps(parseCommandLine(args, stepOptions).tokens)

describe('the steps of a scripted call', () => {
  it('come in the order of the command line, whatever their option', () => {
    expect(steps('--say', 'check my balance', '--press', '4321#', '--silence', '6s', '--say=no', '--hangup')).toEqual([
      { type: 'say', text: 'check my balance' },
      { type: 'press', digits: '4321#' },
      { type: 'silence', ms: 6_000 },
      { type: 'say', text: 'no' },
      { type: 'hang-up' },
    ])
  })

  it('take a time into the prompt after an @', () => {
    expect(steps('--press', '12#@800', '--interrupt', 'speak to an agent@1200', '--wav', 'a@b.wav@10')).toEqual([
      { type: 'press', digits: '12#', atMs: 800 },
      { type: 'say', text: 'speak to an agent', atMs: 1_200 },
      { type: 'wav', file: 'a@b.wav', atMs: 10 },
    ])
  })

  it('may hang up a while after the step before', () => {
    expect(steps('--hangup-after', '1.5s')).toEqual([{ type: 'hang-up', afterMs: 1_500 }])
  })

  it('may hang up at a stage of a transfer, in two spellings', () => {
    expect(steps('--hangup-at', 'announcement', '--hangup@queue', '--hangup@ringing', '--hangup-at=whisper')).toEqual([
      { type: 'hang-up', at: 'announcement' },
      { type: 'hang-up', at: 'queue' },
      { type: 'hang-up', at: 'ringing' },
      { type: 'hang-up', at: 'whisper' },
    ])
  })

  it.each([
    [['--hangup-at', 'noon'], /no stage of a transfer/],
    [['--hangup-at', 'accepted'], /no stage of a transfer/],
    [['--say', ' '], /no words/],
    [['--press', ''], /no keys/],
    [['--press', '12x'], /key "X"/],
    [['--interrupt', 'agent'], /no time/],
    [['--interrupt', '@800'], /no words/],
    [['--silence', 'soon'], /no length of time/],
    [['--wav', '@800'], /no file/],
  ])('refuse %j and say why', (args, reason) => {
    expect(() => steps(...args)).toThrow(reason)
    expect(() => steps(...args)).toThrow(expect.objectContaining({ code: 'CLI_BAD_STEP' }) as Error)
  })
})

describe('quantities on the command line', () => {
  it.each([
    ['6s', 6_000],
    ['1.5s', 1_500],
    ['800ms', 800],
    ['250', 250],
  ])('reads %s as %i ms', (text, ms) => {
    expect(parseDuration('--silence', text)).toBe(ms)
  })

  it.each([
    ['20dB', 20],
    ['-25db', -25],
    ['3.5', 3.5],
  ])('reads %s as %f dB', (text, decibels) => {
    expect(parseDecibels('--noise', text)).toBe(decibels)
  })

  it('reads an echo as level and delay, also where its value begins with a minus sign', () => {
    const { values } = parseCommandLine(['--echo', '-25dB@150'], { echo: { type: 'string' } })

    expect(parseEcho(values.echo ?? '')).toEqual({ gainDb: -25, delayMs: 150 })
  })

  it.each(['-25dB', '-25dB@5', '3dB@150', 'loud@150'])('refuses the echo %s', (text) => {
    expect(() => parseEcho(text)).toThrow(/--echo/)
  })
})
