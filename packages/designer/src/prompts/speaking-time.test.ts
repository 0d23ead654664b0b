import { expect, it } from 'vitest'
import { speakingTimeMs } from './speaking-time.js'

const text = (words: string) => speakingTimeMs({ type: 'text', text: words })

it('is about what a voice takes', () => {
  expect(text('')).toBe(0)
  expect(text('  ')).toBe(0)
  expect(text('您好，欢迎致电客户服务中心。')).toBeGreaterThan(2_000)
  expect(text('您好，欢迎致电客户服务中心。')).toBeLessThan(4_000)
  expect(text('Welcome to card services.')).toBeGreaterThan(1_000)
  expect(text('Welcome to card services.')).toBeLessThan(2_500)
})

it('counts pauses, and values that only the call knows', () => {
  const pause = speakingTimeMs({ type: 'ssml', ssml: '<speak>Hello <break time="2s"/><break time="500ms"/>there</speak>', text: 'Hello there' })

  expect(pause - text('Hello there')).toBe(2_500)
  expect(text('{{ name }}')).toBeGreaterThan(500)
})
