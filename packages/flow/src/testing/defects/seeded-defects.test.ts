import { describe, expect, it } from 'vitest'
import { parseFlow } from '../../document/parse.js'
import { isConfirmed } from './evidence/confirm.js'
import { mutators } from './mutators/all.js'
import { seededDefects } from './seeded-defects.js'

const defects = seededDefects()

describe('seeded defects', () => {
  it.each(mutators.map(({ name }) => name))('show in calls: %s', (name) => {
    const own = defects.filter(({ mutator }) => mutator === name)

    expect(own.length).toBeGreaterThan(3)
    expect(own.filter(({ flow, evidence }) => !isConfirmed(flow, evidence)).map(({ id }) => id)).toEqual([])
  })

  it('are many, of many kinds, and no two are the same', () => {
    expect(defects.length).toBeGreaterThanOrEqual(250)
    expect(mutators.length).toBeGreaterThanOrEqual(25)
    expect(new Set(defects.map(({ id }) => id)).size).toBe(defects.length)
    expect(new Set(defects.map(({ flow }) => JSON.stringify([flow.document, [...flow.resources.flows.values()]]))).size).toBe(defects.length)
  })

  it('are the same every time', () => {
    const again = seededDefects()

    expect(again.map(({ flow }) => JSON.stringify(flow.document))).toEqual(defects.map(({ flow }) => JSON.stringify(flow.document)))
  })

  it('fit the schema: what is wrong with them is no slip of the pen', () => {
    const documents = defects.flatMap(({ flow }) => [flow.document, ...flow.resources.flows.values()])

    expect(documents.filter((document) => 'problems' in parseFlow(JSON.parse(JSON.stringify(document)))).map(({ id }) => id)).toEqual([])
  })

  it('name nodes of their flow', () => {
    const strangers = defects.flatMap(({ id, flow, nodes }) => nodes.filter((node) => !flow.document.nodes.some((each) => each.id === node)).map((node) => `${id}: ${node}`))

    expect(strangers).toEqual([])
  })
})
