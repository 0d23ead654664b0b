// @vitest-environment happy-dom
import { afterAll, expect, it } from 'vitest'
import { speakLanguage, startLocale } from '../locale/locale.js'
import { faultText } from './fault-text.js'
import { ApiError } from './request.js'

afterAll(() => speakLanguage('en'))

it.each([
  ['en', new ApiError(0, 'UNREACHABLE', 'Failed to fetch'), /^The server cannot be reached/],
  ['zh-CN', new ApiError(0, 'UNREACHABLE', 'Failed to fetch'), /^无法连接服务器/],
  ['zh-CN', new ApiError(409, 'RUNTIME_DRAFT_CHANGED', 'It has changed.'), /刚刚被.*修改/],
  ['zh-CN', new ApiError(409, 'RUNTIME_DRAFT_EXISTS', 'It is there.'), /已存在/],
  ['zh-CN', new ApiError(404, 'RUNTIME_CALL_UNKNOWN', 'There is no call "x".'), /不存在/],
  ['zh-CN', new ApiError(413, 'RUNTIME_BODY_TOO_LARGE', 'Too large.'), /太大/],
  ['zh-CN', new ApiError(503, 'RUNTIME_STORE_UNAVAILABLE', 'PostgreSQL is away.'), /服务器暂时/],
  ['zh-CN', new ApiError(400, 'RUNTIME_BODY_INVALID', 'name: too long'), /^name: too long$/],
  ['zh-CN', new Error('A defect.'), /^A defect\.$/],
] as const)('says in %s what %s means for a person', async (language, error, text) => {
  await startLocale(language)

  expect(faultText(error)).toMatch(text)
})
