import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Server, ServerCredentials } from '@grpc/grpc-js'
import { afterEach, expect, it } from 'vitest'
import type { MutualTlsFiles } from '../tls-files.js'
import type { EngineConfig } from './engine-config.js'
import { connectSynthesiser } from './google-synthesiser.js'
import { speechProtos } from './speech-protos.js'

const given = (name: string): string => fileURLToPath(new URL(`../testing/tls/${name}.pem`, import.meta.url))
const own = (name: string) => ({ certFile: given(`${name}.cert`), keyFile: given(`${name}.key`) })
const caFile = given('authority.cert')

let server: Server | undefined
afterEach(() => server?.forceShutdown())

/** An engine that asks for a certificate of its authority. @returns its address */
const startEngine = async (): Promise<string> => {
  server = new Server()
  server.addService(speechProtos().TextToSpeech.service, {
    synthesizeSpeech: (_: unknown, done: (error: null, answer: object) => void) => done(null, { audioContent: Buffer.alloc(320) }),
  })
  const shown = [{ cert_chain: readFileSync(given('server.cert')), private_key: readFileSync(given('server.key')) }]
  const port = await new Promise<number>((resolve, reject) => {
    server?.bindAsync('127.0.0.1:0', ServerCredentials.createSsl(readFileSync(caFile), shown, true), (error, bound) => (error === null ? resolve(bound) : reject(error)))
  })
  return `127.0.0.1:${port}`
}

const speak = async (address: string, tlsFiles: Partial<MutualTlsFiles> | undefined): Promise<number> => {
  const config: EngineConfig = { name: 'e', address, tls: true, tlsFiles, languages: [], deadlineMs: 5_000 }
  const engine = connectSynthesiser(config)
  try {
    let count = 0
    for await (const samples of engine.speak({ text: 'Hi', ssml: '<speak>Hi</speak>', language: 'en-US' }, new AbortController().signal)) count += samples.length
    return count
  } finally {
    engine.close()
  }
}

it('an engine is shown a certificate where it asks for one, and shows its own', async () => {
  const address = await startEngine()

  expect(await speak(address, { ...own('client'), caFile })).toBe(160)
})

it.each<[string, Partial<MutualTlsFiles> | undefined]>([
  ['whose authority nobody has named', own('client')],
  ['that asks for a certificate, and is shown none', { caFile }],
  ['that is shown the certificate of a stranger', { ...own('stranger'), caFile }],
])('an engine %s is not spoken to', async (_, files) => {
  const address = await startEngine()

  await expect(speak(address, files)).rejects.toThrow(/Engine "e"/)
})

it('files that do not belong together are told by their names', () => {
  const config: EngineConfig = { name: 'e', address: '127.0.0.1:1', tls: true, tlsFiles: { certFile: given('client.cert'), keyFile: given('server.key') }, languages: [], deadlineMs: 1 }

  expect(() => connectSynthesiser(config)).toThrow(expect.objectContaining({ code: 'MEDIA_TLS_UNUSABLE' }))
})
