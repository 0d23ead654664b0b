import type { CallView, Cdr } from '@callchart/protocol'
import { expect, it } from 'vitest'
import type { LineEnd } from '../telephone/line-messages.js'
import { endingOf, type Ending } from './call-ending.js'

type View = Pick<CallView, 'status' | 'disposition' | 'cdr'>
const viewOf = (disposition: string, hungUpBy: Cdr['hungUpBy']): View => ({ status: 'ended', disposition, cdr: [{ hungUpBy } as Cdr] })

it.each<[Ending, LineEnd, View | undefined]>([
  ['near-side', 'near-side', viewOf('caller-hung-up', 'caller')],
  ['bot', 'far-side', viewOf('completed', 'bot')],
  ['human', 'far-side', viewOf('transferred', 'agent')],
  ['ended', 'far-side', viewOf('ended', 'system')],
  ['flow-failed', 'far-side', viewOf('failed', 'system')],
  ['lost', 'lost', viewOf('media-lost', 'system')],
  ['bot', 'far-side', undefined],
])('is "%s" where the line ended by %s', (ending, end, view) => {
  expect(endingOf(end, view, false)).toBe(ending)
})

it('is "lost" where a bridge that was taken away hung up in good order, and nobody tells of the call', () => {
  const running: View = { status: 'active', cdr: [] }

  expect(endingOf('far-side', running, true)).toBe('lost')
  expect(endingOf('far-side', undefined, true)).toBe('lost')
  expect(endingOf('far-side', running, false)).toBe('bot')
  expect(endingOf('far-side', viewOf('completed', 'bot'), true)).toBe('bot')
})
