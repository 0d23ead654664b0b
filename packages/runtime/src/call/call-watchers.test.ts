import { expect, it } from 'vitest'
import { CallWatchers } from './call-watchers.js'

it('tells those who watch this very call, until they stop', () => {
  const watchers = new CallWatchers()
  const told: string[] = []
  const stop = watchers.watch('a', () => told.push('first'))
  watchers.watch('a', () => told.push('second'))
  watchers.watch('b', () => told.push('other'))

  watchers.tell('a')
  stop()
  watchers.tell('a')
  watchers.tell('nobody')

  expect(told).toEqual(['first', 'second', 'second'])
})
