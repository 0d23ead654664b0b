/** A request to a demonstration service, whether it came over HTTP or from a simulated call. */
export interface DemoRequest {
  readonly method: string
  /** Without query. */
  readonly path: string
  readonly body?: unknown
  readonly idempotencyKey?: string | undefined
}

export interface DemoAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** Answers the paths that it knows. */
export type DemoService = (request: DemoRequest) => DemoAnswer | undefined

export const ok = (body: Readonly<Record<string, unknown>>): DemoAnswer => ({ status: 200, body })
export const created = (body: Readonly<Record<string, unknown>>): DemoAnswer => ({ status: 201, body })
export const refused = (status: number, title: string): DemoAnswer => ({ status, body: { title, status } })
