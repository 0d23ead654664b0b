import { describe, expect, it } from 'vitest'
import { holdoutDefects, holdoutKinds } from './holdout.js'

const defects = holdoutDefects()

describe('defects that are held back', () => {
  it.each(holdoutKinds.map(({ name }) => name))('show in calls: %s', (name) => {
    const own = defects.filter(({ kind }) => kind === name)

    expect(own.length).toBeGreaterThan(6)
    expect(own.filter(({ confirm }) => !confirm()).map(({ id }) => id)).toEqual([])
  })

  it('are of five kinds, and no two are the same', () => {
    expect(holdoutKinds).toHaveLength(5)
    expect(defects.length).toBeGreaterThanOrEqual(40)
    expect(new Set(defects.map(({ flow }) => JSON.stringify(flow.document))).size).toBe(defects.length)
  })
})
