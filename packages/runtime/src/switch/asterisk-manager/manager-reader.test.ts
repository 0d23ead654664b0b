import { expect, it } from 'vitest'
import { ManagerReader } from './manager-reader.js'

// As Asterisk 22.10.1 sends it: its banner, and the answers to Login and to MixMonitor on a channel that is not there.
const recorded =
  'Asterisk Call Manager/11.0.0\r\nResponse: Success\r\nActionID: 1\r\nMessage: Authentication accepted\r\n\r\nResponse: Error\r\nActionID: 6\r\nMessage: No such channel\r\n\r\n'

const plain = (reader: ManagerReader, text: string) => reader.read(text)?.map((message) => Object.fromEntries(message))
const messages = [
  { Response: 'Success', ActionID: '1', Message: 'Authentication accepted' },
  { Response: 'Error', ActionID: '6', Message: 'No such channel' },
]

it('reads the same messages wherever the bytes are split', () => {
  for (let at = 0; at <= recorded.length; at += 1) {
    const reader = new ManagerReader()
    expect([...(plain(reader, recorded.slice(0, at)) ?? []), ...(plain(reader, recorded.slice(at)) ?? [])]).toEqual(messages)
  }
})

it('gives up on a message that is larger than any, in one line or in many', () => {
  expect(new ManagerReader().read('x'.repeat(70_000))).toBeUndefined()
  expect(new ManagerReader().read('Name: value\r\n'.repeat(6_000))).toBeUndefined()
})

it('leaves out lines that are no fields', () => {
  expect(plain(new ManagerReader(), ': nothing\r\nno field\r\nA: b: c\r\n\r\n\r\n\r\n')).toEqual([{ A: 'b: c' }])
})
