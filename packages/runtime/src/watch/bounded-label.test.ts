import { describe, expect, it } from 'vitest'
import { createBoundedLabel } from './bounded-label.js'

describe('a label of a metric', () => {
  it('takes words of flows and settings', () => {
    const label = createBoundedLabel()

    for (const word of ['cards', 'caller-hung-up', 'support.en', '信用卡', 'team 7', 'v2', 'desk2026']) expect(label(word)).toBe(word)
  })

  it('takes no number, no sentence and no empty text', () => {
    const label = createBoundedLabel()

    for (const text of ['+15550001', '155 5000-100', '4711 0815', 'sip:bob@example', 'x'.repeat(80), '', 'a"b', 'line\nbreak']) expect(label(text)).toBe('other')
  })

  it('stays within two hundred values', () => {
    const label = createBoundedLabel()

    const seen = new Set(Array.from({ length: 1_000 }, (_, index) => label(`queue ${String.fromCharCode(97 + (index % 26))}${index}`)))

    expect(seen.size).toBe(201)
    expect(label('queue a0')).toBe('queue a0')
  })
})
