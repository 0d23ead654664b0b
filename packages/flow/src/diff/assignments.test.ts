import { describe, expect, it } from 'vitest'
import { ordered, type Assignment } from './assignments.js'

const size: Assignment = ['size', 'size + 1.0']
const big: Assignment = ['big', 'size > 3.0']
const name: Assignment = ['name', '"Ann"']

describe('assignments in the order of what they do', () => {
  it('are the same in every order where none depends on another', () => {
    expect(ordered([size, name])).toEqual(ordered([name, size]))
  })

  it('are others where one reads what the other sets', () => {
    expect(ordered([size, big])).not.toEqual(ordered([big, size]))
  })

  it('keep two of one variable in their order', () => {
    const other: Assignment = ['name', '"Bo"']

    expect(ordered([name, size, other])).toEqual([name, other, size])
  })
})
