import { expect, it } from 'vitest'
import type { ToRecogniser } from './messages.js'
import { takeNext } from './take-next.js'

const audio = (stream: number, byte: number): ToRecogniser => ({ type: 'audio', stream, bytes: Uint8Array.of(byte) })
const finish = (stream: number): ToRecogniser => ({ type: 'finish', stream })

const order = (waiting: ToRecogniser[]): ToRecogniser[] => {
  const taken: ToRecogniser[] = []
  for (let next = takeNext(waiting); next !== undefined; next = takeNext(waiting)) taken.push(next)
  return taken
}

it('callers who have ended go before those who speak, and nothing of a caller is heard out of its order', () => {
  expect(order([audio(1, 1), audio(2, 1), audio(1, 2), audio(3, 1), audio(2, 2), finish(2), audio(1, 3), finish(3)])).toEqual([
    audio(2, 1), audio(2, 2), finish(2),
    audio(3, 1), finish(3),
    audio(1, 1), audio(1, 2), audio(1, 3),
  ])
})

it('callers who all speak are heard in turn', () => {
  const spoken = [audio(1, 1), audio(2, 1), audio(1, 2)]
  expect(order([...spoken])).toEqual(spoken)
})
