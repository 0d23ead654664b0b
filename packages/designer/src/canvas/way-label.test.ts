// @vitest-environment happy-dom
import { beforeAll, expect, it } from 'vitest'
import type { DraftNode } from '@callchart/flow'
import i18next from 'i18next'
import { draftWays } from '../document/draft-ways.js'
import { startLocale } from '../locale/locale.js'
import { wayLabel, wayText } from './way-label.js'

beforeAll(() => startLocale('en'))

const labels = (choices: readonly object[]): readonly string[] => {
  const menu = { id: 'menu1', kind: 'menu', name: 'Menu', choices } as unknown as DraftNode
  const intents = { hours: { name: 'Opening hours' } }
  return draftWays(menu).slice(0, choices.length).map((way) => wayText(wayLabel(menu, way, intents, i18next.getFixedT(null, 'canvas'))))
}

it.each([
  [{ digit: '1', on: 'hours', tags: ['hours asked'] }, '1 · Opening hours'],
  [{ digit: '2', tags: ['Repairs'] }, '2 · Repairs'],
  [{ name: 'Opening times', digit: '1', on: 'hours', tags: ['hours asked'] }, '1 · Opening times'],
  [{ name: 'Opening times' }, 'Opening times'],
  [{ digit: '3' }, '3 · Key'],
  [{}, 'No intent yet'],
])('calls the choice %j by its name, else by what is said for it, else by its tag', (choice, label) => {
  expect(labels([choice])).toEqual([label])
})
