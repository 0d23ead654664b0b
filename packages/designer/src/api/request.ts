import type { Problem } from '@callchart/protocol'

/** An answer of the server that is not good, or none. */
export class ApiError extends Error {
  constructor(
    /** 0 where the server was not reached. */
    readonly status: number,
    readonly code: string,
    message: string,
    readonly body?: unknown,
  ) {
    super(message)
    this.name = 'ApiError'
  }
}

const isProblem = (value: unknown): value is Problem => typeof value === 'object' && value !== null && 'code' in value && 'detail' in value

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export interface Asking {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly body?: unknown
  readonly signal?: AbortSignal
  /** Goes on when the page is closed; a body of more than about 60 KB is refused by browsers. */
  readonly keepalive?: boolean
}

/**
 * Asks our own server.
 * @param path with its query, from `/v1` on
 * @throws ApiError
 */
export async function ask<Answer>(path: string, { method = 'GET', body, signal, keepalive = false }: Asking = {}): Promise<Answer> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      ...(signal !== undefined && { signal }),
      ...(keepalive && { keepalive }),
    })
  } catch (error) {
    if (signal?.aborted === true) throw error
    throw new ApiError(0, 'UNREACHABLE', error instanceof Error ? error.message : String(error))
  }
  const value = await bodyOf(response)
  if (response.ok) return value as Answer
  if (isProblem(value)) throw new ApiError(response.status, value.code, value.detail, value)
  throw new ApiError(response.status, 'UNKNOWN', response.statusText, value)
}
