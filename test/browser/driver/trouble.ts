import type { Page, Request } from 'playwright-core'

type Method = 'GET' | 'POST' | 'PATCH'

/** Requests of one kind that the page sends, held back or lost on their way. */
export interface Trouble {
  /** Requests that came to it. */
  readonly count: number
  /** Lets through what was held, and whatever follows. */
  readonly ends: () => void
}

const isOne = (request: Request, method: Method, path: RegExp): boolean => request.method() === method && path.test(new URL(request.url()).pathname)

/** The server is slow: it answers nothing of this kind until the trouble ends. */
export function serverIsSlow(page: Page, method: Method, path: RegExp): Promise<Trouble> {
  let open = (): void => undefined
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  return trouble(page, method, path, () => gate.then(() => true), open)
}

/** The server is gone, for this kind of request. */
export function serverIsGone(page: Page, method: Method, path: RegExp): Promise<Trouble> {
  let isBack = false
  return trouble(page, method, path, () => Promise.resolve(isBack), () => {
    isBack = true
  })
}

/** @param passes whether a request comes through in the end */
async function trouble(page: Page, method: Method, path: RegExp, passes: () => Promise<boolean>, ends: () => void): Promise<Trouble> {
  let count = 0
  await page.route('**/v1/**', async (route, request) => {
    if (!isOne(request, method, path)) return route.fallback()
    count += 1
    return (await passes()) ? route.continue() : route.abort('connectionrefused')
  })
  return {
    get count() {
      return count
    },
    ends,
  }
}
