import { expect, it } from 'vitest'
import { tellAgo } from './when.js'

const now = Date.parse('2026-06-10T12:00:00Z')

it.each([
  ['2026-06-10T11:59:50Z', 'just now', '刚刚'],
  ['2026-06-10T11:55:00Z', '5 minutes ago', '5分钟前'],
  ['2026-06-10T09:00:00Z', '3 hours ago', '3小时前'],
  ['2026-06-09T11:00:00Z', 'yesterday', '昨天'],
  ['2026-05-01T12:00:00Z', 'May 1, 2026', '2026年5月1日'],
  ['', '', ''],
])('tells %s', (at, english, chinese) => {
  expect(tellAgo(at, 'en', now)).toBe(english)
  expect(tellAgo(at, 'zh-CN', now)).toBe(chinese)
})
