import { beforeEach, describe, expect, it } from 'vitest'
import { MediaLeg, type LegPort } from './media-leg.js'

interface Sent {
  readonly texts: Record<string, unknown>[]
  readonly audio: Uint8Array[]
  readonly closes: number[]
}

describe('the switch side of a media connection', () => {
  let sent: Sent
  let ignored: string[]
  let flushed: number[]
  let leg: MediaLeg
  const port = (): LegPort => ({
    send: (message) =>
      typeof message === 'string' ? sent.texts.push(JSON.parse(message) as Record<string, unknown>) : sent.audio.push(message),
    close: (code) => sent.closes.push(code),
  })
  const command = (name: string, fields: object = {}): void => leg.receiveText(JSON.stringify({ command: name, ...fields }))
  const events = (): unknown[] => sent.texts.map(({ event }) => event)

  beforeEach(() => {
    sent = { texts: [], audio: [], closes: [] }
    ignored = []
    flushed = []
    leg = new MediaLeg(
      port(),
      { channelId: 'c1', format: 'json', variables: { __TENANT: 'acme' } },
      { ignored: (reason) => ignored.push(reason), flushed: (unplayed) => flushed.push(unplayed.length), hungUp: () => ignored.push('hung up') },
    )
  })

  it('introduces itself with its format and the variables of the channel', () => {
    leg.start()

    expect(sent.texts[0]).toMatchObject({
      event: 'MEDIA_START',
      channel_id: 'c1',
      format: 'ulaw',
      optimal_frame_size: 160,
      ptime: 20,
      channel_variables: { __TENANT: 'acme' },
    })
  })

  it('sends the frame of the caller and plays one of the queue with each tick', () => {
    leg.receiveAudio(new Uint8Array(320).fill(0x55))

    expect(leg.tick(new Int16Array(160))).toEqual(new Uint8Array(160).fill(0x55))
    expect(leg.tick(undefined)).toHaveLength(160)
    expect(leg.tick(undefined)).toBeUndefined()

    expect(sent.audio).toEqual([new Uint8Array(160).fill(0xff)])
  })

  it('answers a mark when it has been played out, and a status at once', () => {
    leg.receiveAudio(new Uint8Array(160))
    command('MARK_MEDIA', { correlation_id: 'p1' })
    command('GET_STATUS')
    expect(sent.texts).toEqual([
      {
        event: 'STATUS',
        queue_length: 1,
        xon_level: 800,
        xoff_level: 900,
        queue_full: false,
        bulk_media: false,
        media_paused: false,
        channel_id: 'c1',
      },
    ])
    leg.tick(undefined)
    leg.tick(undefined)

    expect(sent.texts.at(-1)).toEqual({ event: 'MEDIA_MARK_PROCESSED', correlation_id: 'p1', channel_id: 'c1' })
  })

  it('takes bare words as well as JSON', () => {
    leg.receiveAudio(new Uint8Array(160))
    leg.receiveText('PAUSE_MEDIA')
    expect(leg.tick(undefined)).toBeUndefined()
    leg.receiveText('CONTINUE_MEDIA')
    leg.receiveText('MARK_MEDIA m7')
    leg.receiveText('REPORT_QUEUE_DRAINED')
    leg.tick(undefined)
    leg.tick(undefined)

    expect(sent.texts).toEqual([
      { event: 'MEDIA_MARK_PROCESSED', correlation_id: 'm7', channel_id: 'c1' },
      { event: 'QUEUE_DRAINED', channel_id: 'c1' },
    ])
  })

  it('plays nothing of what was queued before a flush and forgets its marks', () => {
    leg.receiveAudio(new Uint8Array(1_600))
    command('MARK_MEDIA', { correlation_id: 'never' })
    command('FLUSH_MEDIA')

    expect(leg.tick(undefined)).toBeUndefined()
    expect(flushed).toEqual([10])
    expect(events()).toEqual([])
  })

  it('buffers between START and STOP_MEDIA_BUFFERING', () => {
    command('START_MEDIA_BUFFERING')
    leg.receiveAudio(new Uint8Array(100))
    leg.receiveAudio(new Uint8Array(60))
    command('STOP_MEDIA_BUFFERING', { correlation_id: 'b' })
    leg.tick(undefined)
    leg.tick(undefined)

    expect(sent.texts).toEqual([{ event: 'MEDIA_BUFFERING_COMPLETED', correlation_id: 'b', channel_id: 'c1' }])
  })

  it('says XOFF and XON around a full queue', () => {
    leg.receiveAudio(new Uint8Array(160 * 400))
    leg.receiveAudio(new Uint8Array(160 * 400))
    leg.receiveAudio(new Uint8Array(160 * 400))
    expect(leg.queuedFrames).toBe(1_000)
    expect(leg.droppedFrames).toBe(200)
    for (let tick = 0; tick < 201; tick += 1) leg.tick(undefined)

    expect(events()).toEqual(['MEDIA_XOFF', 'MEDIA_XON'])
  })

  it('hangs up with code 1000 when told to', () => {
    command('HANGUP')

    expect(sent.closes).toEqual([1000])
    expect(ignored).toEqual(['hung up'])
  })

  it('closes with 1009 on a binary message of more than 65535 bytes', () => {
    leg.receiveAudio(new Uint8Array(65_536))

    expect(sent.closes).toEqual([1009])
    expect(leg.queuedFrames).toBe(0)
  })

  it.each([
    ['a text of more than 128 bytes', JSON.stringify({ command: 'MARK_MEDIA', correlation_id: 'x'.repeat(120) })],
    ['a command it does not know', '{"command":"DANCE"}'],
    ['JSON without a command', '{"event":"MEDIA_START"}'],
    ['broken JSON', '{"command":'],
    ['nothing', '  '],
  ])('ignores %s and goes on', (_, text) => {
    leg.receiveText(text)

    expect(ignored).toHaveLength(1)
    expect(sent).toEqual({ texts: [], audio: [], closes: [] })
  })

  it('answers ERROR to playback commands while the direction is "in", and takes no audio to play', () => {
    command('SET_MEDIA_DIRECTION', { direction: 'in' })
    command('MARK_MEDIA', { correlation_id: 'm' })
    leg.receiveAudio(new Uint8Array(160))

    expect(events()).toEqual(['ERROR'])
    expect(leg.tick(undefined)).toBeUndefined()
  })

  it('tells digits', () => {
    leg.endDigit('5')

    expect(sent.texts).toEqual([{ event: 'DTMF_END', digit: '5', channel_id: 'c1' }])
  })

  it('speaks plain text where that is its format', () => {
    const lines: string[] = []
    const plain = new MediaLeg(
      { send: (message) => lines.push(String(message)), close: () => undefined },
      { channelId: 'c2', format: 'plain-text', variables: { a: 'b' } },
    )

    plain.start()
    plain.endDigit('1')

    expect(lines).toEqual([
      'MEDIA_START connection_id:callchart channel:WebSocket/callchart/c2 format:ulaw optimal_frame_size:160 ptime:20 channel_id:c2',
      'DTMF_END digit:1 channel_id:c2',
    ])
  })
})
