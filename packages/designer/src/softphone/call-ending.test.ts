import type { CallView, Cdr } from '@callchart/protocol'
import { expect, it } from 'vitest'
import type { LineEnd } from '../telephone/line-messages.js'
import { endingOf, type Ending } from './call-ending.js'

const viewOf = (disposition: string, hungUpBy: Cdr['hungUpBy']): Pick<CallView, 'disposition' | 'cdr'> => ({ disposition, cdr: [{ hungUpBy } as Cdr] })

it.each<[Ending, LineEnd, Pick<CallView, 'disposition' | 'cdr'> | undefined]>([
  ['near-side', 'near-side', viewOf('caller-hung-up', 'caller')],
  ['bot', 'far-side', viewOf('completed', 'bot')],
  ['human', 'far-side', viewOf('transferred', 'agent')],
  ['ended', 'far-side', viewOf('ended', 'system')],
  ['flow-failed', 'far-side', viewOf('failed', 'system')],
  ['lost', 'lost', viewOf('media-lost', 'system')],
  ['bot', 'far-side', undefined],
])('is "%s" where the line ended by %s', (ending, end, view) => {
  expect(endingOf(end, view)).toBe(ending)
})
