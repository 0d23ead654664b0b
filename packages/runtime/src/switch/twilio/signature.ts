import { createHmac, timingSafeEqual } from 'node:crypto'

/** Parameters in the order of their names; a name that comes several times has each of its values once, in order. */
const joinParameters = (form: URLSearchParams): string => {
  const pairs = new Set([...form].map(([name, value]) => JSON.stringify([name, value])))
  return [...pairs]
    .map((pair) => JSON.parse(pair) as [string, string])
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => name + value)
    .join('')
}

/**
 * What Twilio signs its requests with: `X-Twilio-Signature`.
 *
 * @param url the whole address as Twilio has it, its query included
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export const signatureOf = (authToken: string, url: string, form: URLSearchParams): string =>
  createHmac('sha1', authToken).update(url + joinParameters(form), 'utf8').digest('base64')

/** @param signature header of the request, if it came with one */
export const isSignedBy = (authToken: string, signature: string | undefined, url: string, form: URLSearchParams): boolean => {
  const [given, expected] = [Buffer.from(signature ?? ''), Buffer.from(signatureOf(authToken, url, form))]
  return given.length === expected.length && timingSafeEqual(given, expected)
}
