import { describe, expect, it } from 'vitest'
import { partingOf } from './parting.js'

describe('two ways through a flow', () => {
  it('part behind the last node that both came to', () => {
    expect(partingOf(['a', 'b', 'c'], ['a', 'b', 'd', 'e'])).toEqual({ last: 'b', before: 'c', after: 'd' })
    expect(partingOf(['a', 'b'], ['a'])).toEqual({ last: 'a', before: 'b', after: undefined })
    expect(partingOf(['a'], ['b'])).toEqual({ last: undefined, before: 'a', after: 'b' })
  })

  it('do not part where they are the same', () => {
    expect(partingOf(['a', 'b'], ['a', 'b'])).toBeUndefined()
  })
})
