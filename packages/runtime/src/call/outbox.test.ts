import type { MediaCommand, NumberedCommand } from '@callchart/protocol'
import { expect, it } from 'vitest'
import { RuntimeError } from '../errors.js'
import { createOutbox, type MediaLink } from './outbox.js'

class Link implements MediaLink {
  readonly isOpen = true
  readonly sent: NumberedCommand[] = []
  readonly acks: number[] = []
  ends = 0
  accept(): void {}
  send(command: NumberedCommand): void {
    this.sent.push(command)
  }
  ack(number: number): void {
    this.acks.push(number)
  }
  end(): void {
    this.ends += 1
  }
}

const stop: MediaCommand = { type: 'hold.stop' }
const numbers = (link: Link): number[] => link.sent.map(({ number }) => number)

it('numbers commands on from the last one carried out, and keeps them for a bridge that comes back', () => {
  const outbox = createOutbox(3, 7)
  outbox.command(stop)
  const link = new Link()
  outbox.attach(link, 7)
  outbox.command(stop)
  outbox.ack(4)
  expect(numbers(link)).toEqual([8, 9])
  expect(link.sent[0]?.epoch).toBe(3)
  expect(link.acks).toEqual([4])

  expect(outbox.detach(new Link())).toBe(false)
  expect(outbox.detach(link)).toBe(true)
  expect(outbox.attached).toBe(false)
  outbox.command(stop)
  const next = new Link()
  outbox.attach(next, 8)
  expect(numbers(next)).toEqual([9, 10])
})

it('counts on from what the bridge has carried out of another runtime since the call was taken over', () => {
  const outbox = createOutbox(4, 7)
  outbox.command(stop)
  outbox.command(stop)
  const link = new Link()
  outbox.attach(link, 12, 3)
  outbox.command(stop)
  expect(numbers(link)).toEqual([13, 14, 15])

  const next = new Link()
  outbox.attach(next, 14, 4)
  expect(numbers(next)).toEqual([15])
})

it('ends the stream that another one replaces', () => {
  const outbox = createOutbox(1, 0)
  const [first, second] = [new Link(), new Link()]
  outbox.attach(first, 0)
  outbox.attach(second, 0)
  outbox.end()

  expect([first.ends, second.ends]).toEqual([1, 1])
  outbox.end()
  expect(second.ends).toBe(1)
})

it('keeps the last five hundred commands', () => {
  const outbox = createOutbox(1, 0)
  for (let index = 0; index < 600; index += 1) outbox.command(stop)
  const link = new Link()
  outbox.attach(link, 0)

  expect(link.sent).toHaveLength(500)
  expect(link.sent[0]?.number).toBe(101)
})

it('holds back what is wanted while another bot leg is about to come: sent where none comes, and dropped with the old leg', () => {
  const outbox = createOutbox(1, 0)
  const link = new Link()
  outbox.attach(link, 0)
  const sent = (): string[] => link.sent.map(({ command }) => command.type)

  outbox.hold()
  outbox.want({ type: 'hold.stop' })
  outbox.command({ type: 'call.hang-up', cause: 'leg-over' })
  expect(sent()).toEqual(['call.hang-up'])
  outbox.release()
  outbox.want({ type: 'hold.start', music: 'default' })
  expect(sent()).toEqual(['call.hang-up', 'hold.stop', 'hold.start'])

  outbox.hold()
  outbox.want({ type: 'hold.stop' })
  outbox.renew(new RuntimeError('RUNTIME_CALL_ENDED', 'It goes on with another connection.'))
  const next = new Link()
  outbox.attach(next, 0)
  outbox.release()
  outbox.want({ type: 'hold.start', music: 'default' })
  expect(next.sent.map(({ number, command }) => [number, command.type])).toEqual([[1, 'hold.start']])
})
