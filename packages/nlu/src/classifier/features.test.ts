import { describe, expect, it } from 'vitest'
import { createFeatureExtractor } from './features.js'
import { hashOf } from './hash.js'

const english = createFeatureExtractor('en-US')
const chinese = createFeatureExtractor('zh-CN')
const share = (left: ReadonlyMap<number, number> | undefined, right: ReadonlyMap<number, number> | undefined): number =>
  [...(left?.keys() ?? [])].filter((hash) => right?.has(hash)).length / (left?.size ?? 1)

describe('features', () => {
  it('of English have words, pairs in either order, stems and pieces of words', () => {
    const [words, pairs, stems, pieces] = english.extract(['cancel', 'my', 'orders']).blocks
    const [, otherPairs, otherStems, otherPieces] = english.extract(['order', 'cancel']).blocks

    expect(words?.has(hashOf('w cancel my'))).toBe(true)
    expect(share(otherPairs, pairs)).toBe(1)
    expect(stems?.has(hashOf('s order'))).toBe(true)
    expect(share(otherStems, stems)).toBeGreaterThanOrEqual(2 / 3)
    expect(share(otherPieces, pieces)).toBeGreaterThan(0.8)
  })

  it('of Chinese have sounds: a character that sounds alike is not lost', () => {
    const [written, heard] = chinese.extract([...'查一下余额']).blocks
    const [miswritten, misheard] = chinese.extract([...'查一下鱼额']).blocks

    expect(share(misheard, heard)).toBe(1)
    expect(share(miswritten, written)).toBeLessThan(0.8)
  })

  it('of the longest utterance are bounded', () => {
    const endless = Array.from({ length: 10_000 }, (_, index) => `word${index}`)

    expect(english.extract(endless).words).toHaveLength(80)
    expect(english.extract([]).blocks.every((block) => block.size === 0)).toBe(true)
  })
})
