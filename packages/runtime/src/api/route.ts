import type { Request, Response } from 'express'
import type { z } from 'zod'

/** One operation of the API: the router and OpenAPI are both made from this. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** In Express' form. */
  readonly path: string
  readonly summary: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** Media type of a body that is not JSON: it is given as it came, in `request.body`. */
  readonly bodyType?: string
  /** Largest body in bytes; 100 KB where absent. */
  readonly bodyBytes?: number
  /** It starts a call, trains, stores or asks others: an address may ask for so many. */
  readonly isCostly?: true
  readonly status: number
  readonly answer?: z.ZodType
  /** Media type of an answer that is not JSON. */
  readonly answerType?: string
  /** Problems that it may answer with. */
  readonly problems: readonly number[]
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined

/** A request as its route's schemas read it. */
export interface Asked<Of extends Route> {
  readonly params: Parsed<Of['params']>
  readonly query: Parsed<Of['query']>
  readonly body: Parsed<Of['body']>
  readonly request: Request
}

/**
 * What answers each route of an area. The value is sent as JSON with the route's status; undefined sends no body, unless the answer has
 * written to the response itself.
 */
export type AnswersOf<Routes extends Record<string, Route>> = {
  readonly [Name in keyof Routes]: (asked: Asked<Routes[Name]>, response: Response) => Promise<unknown>
}
