import type { IncomingMessage, ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'
import { readAs, type ErrorCode, type Prompt } from '@callchart/protocol'
import { z } from 'zod'
import { MediaError } from '../errors.js'
import type { PromptAudio } from '../speak/prompt-audio.js'
import { encodeWav } from '../speak/wav.js'

export const previewPath = '/v1/preview'

const maxBodyBytes = 65_536
/** Further ones wait at the page: calls speak first. */
const mostAtOnce = 4
const burstCount = 40
const perSecond = 2

/** A prompt as a page wants to hear it: its variables filled in, and worded as it is to be said. */
const previewSchema = z
  .strictObject({
    language: z.string().min(2).max(35),
    voice: z.string().min(1).max(100).optional(),
    text: z.string().trim().min(1).max(5_000).optional(),
    ssml: z.string().trim().min(1).max(5_000).optional(),
  })
  .refine(({ text, ssml }) => text !== undefined || ssml !== undefined)

export interface PreviewParts {
  readonly origins: readonly string[]
  readonly open: (prompt: Prompt) => PromptAudio
  readonly nowMs: () => number
}

/** Answers requests for one prompt as a WAV file. @returns false where the request is for something else */
export type AnswerPreview = (request: IncomingMessage, response: ServerResponse, pathname: string) => boolean

const statuses: Partial<Record<ErrorCode, number>> = {
  MEDIA_ORIGIN_REFUSED: 403,
  MEDIA_PREVIEW_INVALID: 400,
  MEDIA_PREVIEW_LIMITED: 429,
  MEDIA_SYNTHESIS_FAILED: 502,
}

const sendProblem = (response: ServerResponse, error: MediaError): void => {
  const status = statuses[error.code] ?? 500
  const body = { type: 'about:blank', title: STATUS_CODES[status] ?? '', status, code: error.code, detail: error.message }
  if (status === 429) response.setHeader('retry-after', '5')
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBodyBytes) throw new MediaError('MEDIA_PREVIEW_INVALID', 'The body is larger than 64 KB: send one prompt.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function promptOf(body: string): Prompt {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch (cause) {
    throw new MediaError('MEDIA_PREVIEW_INVALID', 'The body is not JSON.', { cause })
  }
  const read = readAs(previewSchema, value)
  if (!read.success) throw new MediaError('MEDIA_PREVIEW_INVALID', 'The body needs "language" and "text" or "ssml", of at most 5,000 characters.')
  const { text = '', ...rest } = read.data
  return { promptId: 'preview', text, interruptible: true, ...rest }
}

const whole = (audio: PromptAudio): Promise<PromptAudio> =>
  new Promise((resolve) => {
    if (audio.complete) return resolve(audio)
    const unwatch = audio.watch(() => {
      if (!audio.complete) return
      unwatch()
      resolve(audio)
    })
  })

/** So many at once, then so many a second. */
class Allowance {
  private left = burstCount
  private sinceMs: number

  constructor(private readonly nowMs: () => number) {
    this.sinceMs = nowMs()
  }

  take(): boolean {
    const now = this.nowMs()
    this.left = Math.min(burstCount, this.left + ((now - this.sinceMs) / 1_000) * perSecond)
    this.sinceMs = now
    if (this.left < 1) return false
    this.left -= 1
    return true
  }
}

/** The voice of calls for people who write prompts: `POST /v1/preview` from a page of one of the origins. */
export function createPreview({ origins, open, nowMs }: PreviewParts): AnswerPreview {
  const allowance = new Allowance(nowMs)
  let running = 0

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const prompt = promptOf(await bodyOf(request))
    if (running >= mostAtOnce || !allowance.take())
      throw new MediaError('MEDIA_PREVIEW_LIMITED', 'Too many prompts were asked for at once: wait a few seconds.', { retryable: true })
    running += 1
    try {
      const audio = await whole(open(prompt))
      if (audio.failure !== undefined) throw audio.failure
      const file = encodeWav(audio.samples())
      response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': file.length, 'cache-control': 'no-store' }).end(file)
    } finally {
      running -= 1
    }
  }

  return (request, response, pathname) => {
    if (pathname !== previewPath || origins.length === 0) return false
    const { origin = '' } = request.headers
    if (!origins.includes(origin)) {
      sendProblem(response, new MediaError('MEDIA_ORIGIN_REFUSED', 'This page may not have prompts spoken: open the web app by the address that the system tells.'))
      return true
    }
    response.setHeader('access-control-allow-origin', origin)
    response.setHeader('vary', 'origin')
    if (request.method === 'OPTIONS') {
      response
        .writeHead(204, { 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'content-type', 'access-control-max-age': '600' })
        .end()
    } else if (request.method === 'POST') {
      answer(request, response).catch((error: unknown) => {
        const known = error instanceof MediaError ? error : new MediaError('MEDIA_PREVIEW_INVALID', 'The request broke off.', { cause: error })
        if (!response.headersSent) sendProblem(response, known)
      })
    } else response.writeHead(405, { allow: 'POST, OPTIONS' }).end()
    return true
  }
}
