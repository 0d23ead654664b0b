import { expect, it } from 'vitest'
import { templateIds } from '../templates/template.js'
import { flowFromTemplate } from '../templates/templates.js'
import { pictureOf } from './chart-picture.js'

it.each(templateIds)('draws every node of the template %s at a place of its own', (template) => {
  const document = flowFromTemplate(template, { id: 'x', name: 'X', languages: ['zh-CN'], dnis: [], namesIn: 'zh-CN' })

  const { nodes, lines, columnCount, rowCount } = pictureOf(document)

  expect(nodes.map(({ id }) => id)).toEqual(document.nodes.map(({ id }) => id))
  expect(new Set(nodes.map(({ column, row }) => `${column} ${row}`)).size).toBe(nodes.length)
  expect(nodes.every(({ column, row }) => column < columnCount && row < rowCount)).toBe(true)
  expect(lines.length).toBeGreaterThanOrEqual(Math.min(2, nodes.length - 1))
})

it('leads lines along ways only, not along words', () => {
  const { lines } = pictureOf({ id: 'x', name: 'X', languages: [], nodes: [{ id: 'start', kind: 'start', name: 'next', next: 'end' }, { id: 'end', kind: 'hangup', name: 'start', prompt: { 'en-US': ['start'] } }] })

  expect(lines.map(({ from, to }) => `${from.id} ${to.id}`)).toEqual(['start end'])
})
