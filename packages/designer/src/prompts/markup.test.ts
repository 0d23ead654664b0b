import { findSsmlFaults } from '@callchart/flow'
import { expect, it } from 'vitest'
import { insideSpeak, manners, pauses, sayAsKinds, wrapped } from './markup.js'

it('writes nothing that the checker refuses', () => {
  const all = [...Object.values(sayAsKinds), ...Object.values(manners)].map(([before, after]) => `${before}2026${after}`)

  expect(findSsmlFaults(`<speak>${all.join(' ')}${pauses.map((time) => `<break time="${time}"/>`).join('')}</speak>`)).toEqual([])
})

it('goes around what is selected, and else leaves the cursor between', () => {
  expect(wrapped('say 42 now', 4, 6, '<b>', '</b>')).toEqual({ text: 'say <b>42</b> now', cursor: 13 })
  expect(wrapped('say ', 4, 4, '<b>', '</b>')).toEqual({ text: 'say <b></b>', cursor: 7 })
})

it('stays within the outermost element', () => {
  expect(insideSpeak('<speak>Hi</speak>', 0)).toBe(7)
  expect(insideSpeak('<speak>Hi</speak>', 17)).toBe(9)
  expect(insideSpeak('no markup', 3)).toBe(3)
})
