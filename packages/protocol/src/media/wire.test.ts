import { fileURLToPath } from 'node:url'
import { loadSync } from '@grpc/proto-loader'
import { load } from 'protobufjs'
import { describe, expect, it } from 'vitest'
import { mediaCommandSchema, type MediaCommand } from './command.js'
import { mediaFactSchema, type MediaFact } from './fact.js'
import { commandFromWire, commandToWire, factFromWire, factToWire, protoLoaderOptions } from './wire.js'

const protoPath = fileURLToPath(new URL('../../proto/callchart/call/v1/call_control.proto', import.meta.url))
const root = await load(protoPath)

/** Encodes and decodes as gRPC does, so that field names and types are those of the .proto file. */
function overTheWire(messageName: string, message: Record<string, unknown>): Record<string, unknown> {
  const type = root.lookupType(`callchart.call.v1.${messageName}`)
  return type.toObject(type.decode(type.encode(type.fromObject(message)).finish()), protoLoaderOptions)
}

const prompt = { promptId: 'p1', text: 'Hello', language: 'en-US', interruptible: true }

const key = `${'A'.repeat(43)}=`

const commands: MediaCommand[] = [
  {
    type: 'turn.start',
    turnId: 't1',
    prompts: [prompt, { ...prompt, promptId: 'p2', spoken: 'hallo', ssml: '<speak/>', voice: 'en-gb', audio: 'sha256:00', interruptible: false }],
    listen: {
      language: 'en-US',
      speech: true,
      phrases: ['agent'],
      spokenDigits: { minCount: 4, maxCount: 4 },
      digits: { minCount: 1, maxCount: 4, terminator: '#', firstDigitTimeoutMs: 5_000, interDigitTimeoutMs: 3_000, terminatorTimeoutMs: 0 },
      keys: '0*',
      bargeIn: { speechMs: 500, delayMs: 0, fillers: ['uh-huh'] },
      endSilenceMs: 700,
      phraseEndSilenceMs: 350,
      noInputTimeoutMs: 5_000,
      maxUtteranceMs: 30_000,
    },
    clearTypeAhead: false,
    dropDigits: true,
  },
  { type: 'turn.start', turnId: 't2', prompts: [], clearTypeAhead: true, dropDigits: false },
  {
    type: 'turn.start',
    turnId: 't3',
    prompts: [prompt],
    record: { maxMs: 60_000, endSilenceMs: 3_000, endKey: '#', beep: true },
    clearTypeAhead: false,
    dropDigits: false,
  },
  {
    type: 'turn.start',
    turnId: 't4',
    prompts: [],
    record: { maxMs: 60_000, endSilenceMs: 3_000, beep: false },
    clearTypeAhead: false,
    dropDigits: false,
  },
  { type: 'turn.start', turnId: 't5', prompts: [{ ...prompt, sensitive: true }], open: true, clearTypeAhead: false, dropDigits: false, sensitive: true },
  {
    type: 'turn.start',
    turnId: 't6',
    prompts: [],
    record: { maxMs: 60_000, endSilenceMs: 3_000, beep: false, keep: { recordingId: 'c1.4.0', key } },
    clearTypeAhead: false,
    dropDigits: false,
  },
  { type: 'turn.append', turnId: 't5', prompts: [prompt] },
  { type: 'turn.append', turnId: 't5', prompts: [], then: 'finish' },
  { type: 'prompts.expect', prompts: [prompt, { ...prompt, promptId: 'p2', voice: 'en-gb' }] },
  { type: 'turn.cancel', turnId: 't1' },
  { type: 'hold.start', music: 'default' },
  { type: 'hold.stop' },
  { type: 'leg.expect', legId: 'agent-1', token: 'x'.repeat(32), waitMs: 10_000, whisper: [prompt] },
  { type: 'legs.join', legId: 'agent-1' },
  { type: 'leg.hang-up', legId: 'agent-1' },
  { type: 'leg.hold', legId: 'agent-1', music: 'default' },
  { type: 'leg.resume', legId: 'agent-1' },
  { type: 'recording.set', recordingId: 'c1.2.0', action: 'start', key },
  { type: 'recording.set', recordingId: 'c1.2.0', action: 'pause' },
  { type: 'call.limit', maxCallMs: 1_800_000 },
  { type: 'call.hang-up', cause: 'flow' },
]

const facts: MediaFact[] = [
  { type: 'call.connected', dialect: 'asterisk', codec: 'ulaw', variables: { TENANT: 'acme' } },
  { type: 'prompt.started', turnId: 't1', promptId: 'p1' },
  { type: 'prompt.finished', turnId: 't1', promptId: 'p1' },
  { type: 'prompt.interrupted', turnId: 't1', promptId: 'p1', playedMs: 812.5, by: 'phrase' },
  { type: 'prompt.resumed', turnId: 't1', promptId: 'p1', playedMs: 0 },
  { type: 'prompt.failed', turnId: 't1', promptId: 'p1', cause: 'no engine' },
  { type: 'recording.started', recordingId: 'c1.2.0' },
  { type: 'recording.paused', recordingId: 'c1.2.0', by: 'sensitive' },
  { type: 'recording.resumed', recordingId: 'c1.2.0' },
  { type: 'recording.failed', recordingId: 'c1.2.0', cause: 'ENOSPC' },
  { type: 'recording.ended', recordingId: 'c1.2.0', durationMs: 61_020, bytes: 976_400, digest: 'ab'.repeat(32) },
  { type: 'listening.started', turnId: 't1' },
  { type: 'recogniser.unavailable', turnId: 't1', cause: 'no model' },
  { type: 'speech.started', turnId: 't1' },
  { type: 'speech.ended', turnId: 't1' },
  { type: 'hypothesis', turnId: 't1', text: 'check my', stability: 0.5 },
  { type: 'digit.pressed', turnId: 't1', digit: '4' },
  { type: 'digit.pressed', digit: '#' },
  {
    type: 'utterance',
    turnId: 't1',
    alternatives: [{ text: 'check my balance', confidence: 0.9, words: [{ text: 'check', startMs: 10, endMs: 250, confidence: 0.8 }] }],
    startMs: 1_000,
    endMs: 2_000,
    endpointSilenceMs: 350,
    engine: 'embedded',
  },
  { type: 'utterance', turnId: 't1', alternatives: [], startMs: 0, endMs: 0, endpointSilenceMs: 0, engine: '' },
  { type: 'digits', turnId: 't1', digits: '4321', endedBy: 'terminator' },
  { type: 'no-input', turnId: 't1' },
  { type: 'turn.finished', turnId: 't1' },
  { type: 'turn.recorded', turnId: 't1', durationMs: 4_200, endedBy: 'hang-up' },
  { type: 'turn.failed', turnId: 't1', cause: 'no engine can speak' },
  { type: 'turn.cancelled', turnId: 't1' },
  { type: 'leg.connected', legId: 'agent-1' },
  { type: 'leg.ready', legId: 'agent-1' },
  { type: 'legs.joined', legId: 'agent-1' },
  { type: 'leg.hung-up', legId: 'agent-1', cause: 'normal' },
  { type: 'leg.held', legId: 'agent-1' },
  { type: 'leg.resumed', legId: 'agent-1' },
  { type: 'caller.hung-up', cause: 'media-timeout' },
]

describe('commands and facts on the wire', () => {
  it.each(commands)('command $type comes out as it went in', (command) => {
    const sent = { number: 7, epoch: 2, command }

    expect(commandFromWire(overTheWire('Command', commandToWire(sent)))).toEqual(sent)
  })

  it.each(facts)('fact $type comes out as it went in', (fact) => {
    const sent = { number: 7, atMs: 1234.5, fact }

    expect(factFromWire(overTheWire('Fact', factToWire(sent)))).toEqual(sent)
  })

  it('has an example of every kind', () => {
    expect(new Set(commands.map(({ type }) => type))).toEqual(new Set(mediaCommandSchema.options.map((option) => option.shape.type.value)))
    expect(new Set(facts.map(({ type }) => type))).toEqual(new Set(mediaFactSchema.options.map((option) => option.shape.type.value)))
  })

  it('is a service that gRPC can load', () => {
    const definition = loadSync(protoPath, protoLoaderOptions)

    expect(definition['callchart.call.v1.CallControl']).toMatchObject({ Attach: { requestStream: true, responseStream: true } })
  })

  it('refuses a kind that this release does not know', () => {
    expect(() => commandFromWire({ number: 1, epoch: 1, body: 'selfDestruct', selfDestruct: {} })).toThrow(
      expect.objectContaining({ code: 'PROTOCOL_UNKNOWN_MESSAGE' }),
    )
    expect(() => factFromWire({ number: 1, atMs: 0 })).toThrow(expect.objectContaining({ code: 'PROTOCOL_UNKNOWN_MESSAGE' }))
  })

  it('refuses a turn that listens and records', () => {
    const [listening, , recording] = commands
    const both = { number: 1, epoch: 1, command: { ...listening, ...recording, turnId: 't5' } as MediaCommand }

    expect(() => commandFromWire(overTheWire('Command', commandToWire(both)))).toThrow(/either listens or records/)
  })

  it('refuses fields outside their bounds and names them', () => {
    const tooLong = { number: 1, epoch: 1, body: 'turnCancel', turnCancel: { turnId: 'x'.repeat(200) } }

    expect(() => commandFromWire(tooLong)).toThrow(/turnId/)
    expect(() => factFromWire({ number: 1, atMs: 0, body: 'digits', digits: { turnId: 't1', digits: '1', endedBy: 'magic' } })).toThrow(
      expect.objectContaining({ code: 'PROTOCOL_BAD_MESSAGE', meaning: expect.any(String) as string, retryable: false, fields: {} }),
    )
  })
})
