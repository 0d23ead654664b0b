import { describe, expect, it } from 'vitest'
import { readAppRole, readBridgeRole, readSpeechRole, roleHelp, roles } from './role-settings.js'

const app = { DATABASE_URL: 'postgres://u:p@db/callchart', RECORDING_KEY: Buffer.alloc(32, 1).toString('base64') }
const bridge = { CONTROL_ADDRESSES: 'app-1:8090, app-2:8090', SPEECH_ADDRESS: '10.0.0.3:8070' }

describe('the settings of one part', () => {
  it('have ports of their own where none are given, and listen on the loopback', () => {
    expect(readAppRole(app)).toMatchObject({ host: '127.0.0.1', port: 8_080, controlPort: 8_090, drainMs: 60_000 })
    expect(readBridgeRole(bridge)).toMatchObject({ host: '127.0.0.1', mediaPort: 8_081, controlAddresses: ['app-1:8090', 'app-2:8090'], speechAddress: '10.0.0.3:8070' })
    expect(readSpeechRole({})).toMatchObject({ host: '127.0.0.1', speechPort: 8_070 })
  })

  it('are read', () => {
    expect(readAppRole({ ...app, HOST: '10.0.0.1', DRAIN_SECONDS: '5', PUBLIC_URL: 'https://bot.example/', WEB_ORIGINS: 'https://other.example' })).toMatchObject({
      host: '10.0.0.1',
      drainMs: 5_000,
      publicUrl: 'https://bot.example',
      webOrigins: ['https://other.example', 'https://bot.example'],
    })
    expect(readBridgeRole({ ...bridge, MEDIA_PUBLIC_URL: 'wss://bridge-1.example/', APP_URL: 'https://bot.example', MAX_CALLS: '200' })).toMatchObject({
      publicUrl: 'wss://bridge-1.example',
      appUrl: 'https://bot.example',
      maxCalls: 200,
    })
    const engines = '[{"name":"own","address":"asr:443"}]'
    expect(readBridgeRole({ CONTROL_ADDRESSES: 'app:8090', ASR_ENGINES: engines, TTS_ENGINES: engines })).not.toHaveProperty('speechAddress')
  })

  it.each([
    ['DATABASE_URL', () => readAppRole({ RECORDINGS: 'off' })],
    ['RECORDING_KEY', () => readAppRole({ DATABASE_URL: app.DATABASE_URL })],
    ['PUBLIC_URL', () => readAppRole({ ...app, PUBLIC_URL: 'bot.example' })],
    ['CONTROL_ADDRESSES', () => readBridgeRole({ SPEECH_ADDRESS: 'a:1' })],
    ['CONTROL_ADDRESSES', () => readBridgeRole({ ...bridge, CONTROL_ADDRESSES: 'http://app-1:8090' })],
    ['SPEECH_ADDRESS', () => readBridgeRole({ CONTROL_ADDRESSES: 'a:1' })],
    ['SPEECH_ADDRESS', () => readBridgeRole({ CONTROL_ADDRESSES: 'a:1', ASR_ENGINES: '[{"name":"x","address":"embedded"}]', TTS_ENGINES: '[{"name":"x","address":"y:1"}]' })],
    ['MEDIA_PUBLIC_URL', () => readBridgeRole({ ...bridge, MEDIA_PUBLIC_URL: 'https://bridge.example' })],
    ['MEDIA_PUBLIC_URL', () => readBridgeRole({ ...bridge, HOST: '0.0.0.0' })],
    ['MAX_CALLS', () => readBridgeRole({ ...bridge, MAX_CALLS: 'many' })],
    ['DRAIN_SECONDS', () => readAppRole({ ...app, DRAIN_SECONDS: '-1' })],
    ['SPEECH_PORT', () => readSpeechRole({ SPEECH_PORT: 'x' })],
  ])('name the variable that is wrong: %s', (name, read) => {
    expect(read).toThrow(expect.objectContaining({ code: 'CLI_SETTING_INVALID', message: expect.stringMatching(new RegExp(`^${name} `)) as string }))
  })

  it('are told by the help of each part', () => {
    expect(roles.map((role) => roleHelp[role].split('\n')[0])).toEqual(roles.map((role) => `Usage: callchart start ${role}`))
  })
})
