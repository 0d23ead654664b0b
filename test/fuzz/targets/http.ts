import type { IncomingMessage } from 'node:http'
import { seatCommandSchema } from '@callchart/protocol'
import { z } from 'zod'
import { refuseHostile } from '../../../packages/runtime/src/api/hostile.js'
import { fitting } from '../../../packages/runtime/src/api/problems.js'
import type { Route } from '../../../packages/runtime/src/api/route.js'
import { routes } from '../../../packages/runtime/src/api/routes.js'
import { readByteRange } from '../../../packages/runtime/src/api/byte-range.js'
import { createTrust } from '../../../packages/runtime/src/api/trust.js'
import { chosen, jsonLike, readChosen, textLike } from '../inputs.js'
import { sampleOf, type JsonSchema } from '../json-sample.js'
import { mayRefuse, mustHold, type FuzzTarget } from '../target.js'

interface Part {
  readonly where: 'body' | 'query' | 'path'
  readonly schema: z.ZodType
}

/** Every schema by which the API reads what it is sent, and what seats say. */
const parts: readonly Part[] = [
  ...(Object.values(routes) as Route[]).flatMap(({ params, query, body }): Part[] => [
    ...(params === undefined ? [] : [{ where: 'path' as const, schema: params }]),
    ...(query === undefined ? [] : [{ where: 'query' as const, schema: query }]),
    ...(body === undefined ? [] : [{ where: 'body' as const, schema: body }]),
  ]),
  { where: 'body', schema: seatCommandSchema },
]

const samplesFor = ({ schema }: Part): object[] => {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  return [0, 1, 2, 3].map((nth) => sampleOf(json, nth)).map((sample) => (typeof sample === 'object' && sample !== null ? sample : { sample }))
}

const requests: FuzzTarget = {
  name: 'http-requests',
  inputs: chosen(...parts.map((part) => jsonLike(samplesFor(part), ['+15550100', 'desk', '../x', '2026-02-30', 'sip:a@b']))),
  take(input) {
    const { choice, bytes } = readChosen(input)
    const part = parts[choice]
    if (part === undefined) return
    let json: unknown
    try {
      json = JSON.parse(bytes.toString('utf8'))
    } catch {
      return
    }
    mayRefuse(() => {
      if (part.where === 'body') refuseHostile(json)
      return fitting(part.schema, json, part.where)
    })
  },
}

const fileBytes = 1_000
const trust = createTrust('10.0.0.5', ['https://bot.example'])
const ourHosts = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|10\.0\.0\.5|bot\.example)$/

const headers: FuzzTarget = {
  name: 'http-headers',
  inputs: chosen(textLike(['bytes=0-499', 'bytes=-5', 'bytes=5-', 'bytes=1-2,3-4'], ['-', '=', ',', '99999999999999999']), textLike(['127.0.0.1:8080', 'bot.example', 'evil.example', 'localhost', '[::1]:1', '2130706433'], ['@', '#', '/', ':', '.evil.example', 'bot.example', '127.0.0.1'])),
  take(input) {
    const { choice, bytes } = readChosen(input)
    const text = bytes.toString('latin1').slice(0, 1_000)
    if (choice === 0) {
      const range = readByteRange(text, fileBytes)
      if (typeof range === 'object') mustHold(range.from >= 0 && range.from < range.to && range.to <= fileBytes, 'a range lies within its file')
      return
    }
    const refusal = trust({ method: 'POST', headers: { host: text } } as IncomingMessage)
    if (refusal === undefined) mustHold(ourHosts.test(new URL(`http://${text}`).hostname), 'only our own names are taken')
    mustHold(trust({ method: 'POST', headers: { host: '127.0.0.1:8080', origin: `https://evil.example/${text}` } } as IncomingMessage) !== undefined, 'a page of others changes nothing')
  },
}

export const httpTargets: readonly FuzzTarget[] = [requests, headers]
