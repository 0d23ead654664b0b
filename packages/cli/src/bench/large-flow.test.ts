import { checkFlow, compileFlow } from '@callchart/flow'
import { describe, expect, it } from 'vitest'
import { largeFlow } from './large-flow.js'

const largestBytes = 600_000

describe('a document of 500 nodes', () => {
  const document = largeFlow(500)

  it('is a good flow with everything that holds at every question', () => {
    expect(document.nodes).toHaveLength(500)
    expect(checkFlow(document)).toEqual([])
  })

  it(`compiles to at most ${largestBytes} bytes of JSON`, () => {
    const { config } = compileFlow(document)

    expect(new TextEncoder().encode(JSON.stringify(config)).length).toBeLessThan(largestBytes)
  })

  it('names settings of listening once, not at every node', () => {
    const { context } = compileFlow(document).config as { context: { listens: unknown[] } }

    expect(context.listens).toHaveLength(4)
  })
})
