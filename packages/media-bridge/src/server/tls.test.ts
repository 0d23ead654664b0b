import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { BridgeRig } from '../testing/bridge-rig.js'
import { createTlsServer } from './tls.js'

const given = (name: string): string => fileURLToPath(new URL(`../testing/tls/${name}`, import.meta.url))
const own = { certFile: given('own.cert.pem'), keyFile: given('own.key.pem') }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callchart-tls-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('a bridge with a certificate takes media over wss', async () => {
  const rig = await BridgeRig.start({ tls: own })

  expect(rig.bridge.url).toMatch(/^wss:/)
  const socket = new WebSocket(`${rig.bridge.url}/media`, ['media'], { ca: readFileSync(own.certFile) })
  const [response] = (await once(socket, 'unexpected-response').then((args: unknown[]) => args.slice(1))) as [{ statusCode: number }]
  expect(response.statusCode).toBe(401)
  socket.on('error', () => undefined)
  socket.terminate()
  await rig.stop()
})

const answerTo = async (url: string, shown: object): Promise<number | string> => {
  const socket = new WebSocket(`${url}/media`, ['media'], { ca: readFileSync(given('authority.cert.pem')), ...shown })
  return new Promise((resolve) => {
    socket.on('unexpected-response', (_, { statusCode = 0 }) => {
      resolve(statusCode)
      socket.terminate()
    })
    socket.on('error', () => resolve('cut off'))
  })
}
const certificateOf = (name: string): object => ({ cert: readFileSync(given(`${name}.cert.pem`)), key: readFileSync(given(`${name}.key.pem`)) })

it('a bridge that trusts one authority hears switches of it alone', async () => {
  const rig = await BridgeRig.start({ tls: { certFile: given('server.cert.pem'), keyFile: given('server.key.pem'), clientCaFile: given('authority.cert.pem') } })

  expect(await answerTo(rig.bridge.url, certificateOf('client'))).toBe(401)
  expect(await answerTo(rig.bridge.url, certificateOf('stranger'))).toBe('cut off')
  expect(await answerTo(rig.bridge.url, {})).toBe('cut off')
  await rig.stop()
})

it('a key of another certificate is refused at the start', async () => {
  await expect(BridgeRig.start({ tls: { ...own, keyFile: given('other.key.pem') } })).rejects.toMatchObject({ code: 'MEDIA_TLS_UNUSABLE' })
  await expect(BridgeRig.start({ tls: { ...own, certFile: join(folder, 'none.pem') } })).rejects.toMatchObject({ code: 'MEDIA_TLS_UNUSABLE' })
})

it('a renewed certificate that cannot be used leaves the one before it', () => {
  const files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') }
  copyFileSync(own.certFile, files.certFile)
  copyFileSync(own.keyFile, files.keyFile)
  const faults: string[] = []
  let look = (): void => undefined
  const server = createTlsServer(
    files,
    ({ code }) => faults.push(code),
    (run) => {
      look = run
      return () => faults.push('stopped')
    },
  )

  look()
  copyFileSync(given('other.key.pem'), files.keyFile)
  look()
  copyFileSync(own.keyFile, files.keyFile)
  look()
  server.emit('close')

  expect(faults).toEqual(['MEDIA_TLS_UNUSABLE', 'stopped'])
})
