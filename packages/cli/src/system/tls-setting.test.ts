import { expect, it } from 'vitest'
import { readTlsSettings } from './tls-setting.js'

const read = (given: Readonly<Record<string, string>>) => readTlsSettings((name) => given[name])

it('names files of certificates for switches, the API and the bridge', () => {
  const pair = (name: string) => ({ [`${name}_CERT`]: '/c', [`${name}_KEY`]: '/k' })

  expect(read({})).toEqual({})
  expect(read({ ...pair('MEDIA_TLS'), MEDIA_TLS_CLIENT_CA: '/ca' })).toEqual({ mediaTls: { certFile: '/c', keyFile: '/k', clientCaFile: '/ca' } })
  expect(read({ ...pair('API_TLS'), ...pair('CONTROL_TLS'), CONTROL_TLS_CA: '/ca' })).toEqual({
    apiTls: { certFile: '/c', keyFile: '/k' },
    controlTls: { certFile: '/c', keyFile: '/k', caFile: '/ca' },
  })
})

it.each<[Readonly<Record<string, string>>, RegExp]>([
  [{ API_TLS_CERT: '/c' }, /API_TLS_KEY/],
  [{ MEDIA_TLS_KEY: '/k' }, /MEDIA_TLS_CERT/],
  [{ MEDIA_TLS_CLIENT_CA: '/ca' }, /MEDIA_TLS_CLIENT_CA/],
  [{ CONTROL_TLS_CERT: '/c', CONTROL_TLS_KEY: '/k' }, /CONTROL_TLS_CA/],
  [{ CONTROL_TLS_CA: '/ca' }, /CONTROL_TLS_CERT/],
])('says which half of %j is missing', (given, named) => {
  expect(() => read(given)).toThrow(named)
})
