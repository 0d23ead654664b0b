import { expect, it } from 'vitest'
import { answersOf } from './answers.js'
import type { Heard, Input, Moment } from './moment.js'

const moment = (input: Input | undefined, listening: string | undefined, heard?: object): Moment =>
  ({ input, entries: heard === undefined ? [] : [{ type: 'caller', input, heard: { interpretation: heard } as unknown as Heard }], offers: { node: listening } }) as unknown as Moment

it('tells keys and understood words, each for the node that listened before', () => {
  const answers = answersOf([
    moment(undefined, 'menu'),
    moment({ type: 'presses', keys: '2' }, 'desk.ask'),
    moment({ type: 'says', text: 'my tap drips' }, 'more', { type: 'intent', intent: 'repair' }),
    moment({ type: 'says', text: 'hm' }, 'more', { type: 'no-match' }),
    moment({ type: 'staysSilent' }, undefined),
    moment({ type: 'hangsUp' }, undefined),
  ])

  expect(answers).toEqual([
    { nodeId: 'menu', text: '2' },
    { nodeId: 'desk', text: 'my tap drips', intent: 'repair' },
  ])
})
