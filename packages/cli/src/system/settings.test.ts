import { describe, expect, it } from 'vitest'
import { readSettings, type Environment } from './settings.js'

const settings = (environment: Environment) => readSettings(environment, { port: 8_080, logLevel: 'info' })

describe('settings from the environment', () => {
  it('name the model that answers questions', () => {
    const named = { KNOWLEDGE_CHAT_URL: 'https://llm.example/v1', KNOWLEDGE_CHAT_MODEL: 'small', KNOWLEDGE_CHAT_SECRET: 'KEY', SECRETS: 'KEY', KEY: 'x' }

    expect(settings(named).knowledge).toEqual({ url: 'https://llm.example/v1', model: 'small', secret: 'KEY' })
    expect(settings({})).not.toHaveProperty('knowledge')
  })

  it('say where traces go, and whether the log may tell what was said', () => {
    const named = settings({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', TRACED_ENDPOINTS: 'bank, crm', LOG_PII: 'on' })

    expect(named.tracing).toEqual({ url: 'http://collector:4318/v1/traces', protocol: 'http/protobuf', sampleRatio: 1, serviceName: 'callchart' })
    expect([named.tracedEndpoints, named.logsPersonal]).toEqual([['bank', 'crm'], true])
    expect(settings({})).toMatchObject({ tracedEndpoints: [], logsPersonal: false })
    expect(settings({})).not.toHaveProperty('tracing')
    expect(() => settings({ OTEL_TRACES_SAMPLER_ARG: 'half', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' })).toThrow(/OTEL_TRACES_SAMPLER_ARG/)
    expect(() => settings({ LOG_PII: 'yes' })).toThrow(/LOG_PII/)
  })

  it('bound what one address may ask for', () => {
    expect(settings({})).not.toHaveProperty('rateLimit')
    expect(settings({ API_RATE_LIMIT: '5/20' }).rateLimit).toEqual({ perSecond: 5, burst: 20 })
    expect(settings({ API_RATE_LIMIT: 'off' }).rateLimit).toEqual({ perSecond: Infinity, burst: Infinity })
    expect(settings({ API_PROXIES: '10.0.0.0/8, ::1' }).rateLimit).toEqual({ perSecond: 50, burst: 500, proxies: ['10.0.0.0/8', '::1'] })
    expect(() => settings({ API_PROXIES: 'balancer' })).toThrow(/API_PROXIES/)
    expect(() => settings({ API_RATE_LIMIT: '0/20' })).toThrow(/API_RATE_LIMIT/)
    expect(() => settings({ API_RATE_LIMIT: 'many' })).toThrow(/API_RATE_LIMIT/)
  })

  it('say how much is spoken beforehand', () => {
    expect([settings({}).promptsAhead, settings({ SPEAK_AHEAD: '0' }).promptsAhead]).toEqual([8, 0])
    for (const text of ['51', '-1', 'all']) expect(() => settings({ SPEAK_AHEAD: text })).toThrow(/SPEAK_AHEAD/)
  })

  it('have defaults', () => {
    expect(settings({ PORT: '' })).toMatchObject({
      port: 8_080,
      mediaPort: 0,
      controlPort: 0,
      endpoints: {},
      secrets: {},
      allowedHosts: [],
      unrecognised: { keep: 'with-consent', days: 30 },
      logLevel: 'info',
    })
    expect(settings({ KEEP_UNRECOGNISED: 'never', UNRECOGNISED_DAYS: '7' }).unrecognised).toEqual({ keep: 'never', days: 7 })
    expect(settings({})).not.toHaveProperty('databaseUrl')
    expect(settings({}).dataDir).toMatch(/\.callchart$/)
    expect([settings({}).spoolBytes, settings({ SPOOL_MB: '200' }).spoolBytes]).toEqual([64_000_000, 200_000_000])
    for (const text of ['0', 'much', '1.5']) expect(() => settings({ SPOOL_MB: text })).toThrow(/SPOOL_MB/)
    expect(settings({}).flowsDir).toMatch(/flows$/)
    expect([settings({}).writesBack, settings({ FLOWS_WRITE_BACK: 'off' }).writesBack]).toEqual([true, false])
    expect(() => settings({ FLOWS_WRITE_BACK: 'maybe' })).toThrow(/FLOWS_WRITE_BACK/)
  })

  it('are read, lists by comma, secrets by the names of their variables', () => {
    expect(
      settings({
        PORT: '0',
        DATABASE_URL: 'postgres://u:p@db/x',
        ENDPOINTS: '{"bank":"https://bank.example/api"}',
        SECRETS: 'BANK_KEY, OTHER',
        BANK_KEY: 'k1',
        OTHER: 'k2',
        ALLOWED_HOSTS: '10.0.0.1:80,intranet',
        WEB_ORIGINS: 'https://bot.example, http://127.0.0.1:5173',
        WRAP_UP_CODES: '[{"code":"solved","en":"Solved","zh":"已解决"}]',
        LOG_LEVEL: 'debug',
      }),
    ).toMatchObject({
      port: 0,
      databaseUrl: 'postgres://u:p@db/x',
      endpoints: { bank: 'https://bank.example/api' },
      secrets: { BANK_KEY: 'k1', OTHER: 'k2' },
      allowedHosts: ['10.0.0.1:80', 'intranet'],
      webOrigins: ['https://bot.example', 'http://127.0.0.1:5173'],
      wrapUpCodes: [{ code: 'solved', en: 'Solved', zh: '已解决' }],
      logLevel: 'debug',
    })
  })

  it('hold lists of engines with their defaults', () => {
    expect(settings({ ASR_ENGINES: '[{"name":"cloud","address":"speech.example:443","apiKey":"k"}]' }).asrEngines).toEqual([
      { name: 'cloud', address: 'speech.example:443', apiKey: 'k', tls: true, languages: [], deadlineMs: 3_000 },
    ])
  })

  it('say where recordings lie, for how long, and under which key', () => {
    const key = `${'A'.repeat(43)}=`
    const bucket = { RECORDINGS: 'https://s3.example/calls/bot', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' }

    expect(settings({}).recordings).toEqual({ days: 90 })
    expect(settings({ RECORDINGS: 'off' })).not.toHaveProperty('recordings')
    expect(settings({ RECORDINGS: '/var/calls', RECORDING_DAYS: '30', RECORDING_KEY: key })).toMatchObject({ recordings: { storage: { type: 'folder', folder: '/var/calls' }, days: 30 }, masterKey: key })
    expect(settings({ RECORDINGS: 'off', RECORDING_KEY: key }).masterKey).toBe(key)
    expect(settings(bucket).recordings?.storage).toEqual({ type: 's3', endpoint: 'https://s3.example/calls/bot', region: 'auto', accessKeyId: 'id', secretAccessKey: 'secret' })
    for (const wrong of [{ ...bucket, S3_ACCESS_KEY_ID: '' }, { ...bucket, RECORDINGS: 'https://s3.example' }, { RECORDING_DAYS: '0' }, { RECORDING_KEY: 'short' }]) expect(() => settings(wrong)).toThrow(/RECORDING/)
  })

  it('may say how many phrases of a turn an engine is told', () => {
    expect(settings({ ASR_ENGINES: '[{"name":"own","address":"speech.example:443","phraseLimit":100}]' }).asrEngines).toMatchObject([{ phraseLimit: 100 }])
    expect(() => settings({ ASR_ENGINES: '[{"name":"own","address":"speech.example:443","phraseLimit":0}]' })).toThrow(/phraseLimit/)
  })

  it('may name the embedded engine beside others', () => {
    expect(settings({ ASR_ENGINES: '[{"name":"own","address":"embedded","languages":["en"]}]' }).asrEngines).toMatchObject([{ name: 'own', address: 'embedded', languages: ['en'] }])
  })

  it.each([
    [{ PORT: 'http' }, /PORT is "http"/],
    [{ MEDIA_PORT: '70000' }, /MEDIA_PORT/],
    [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL/],
    [{ ENDPOINTS: '{bank}' }, /ENDPOINTS cannot be read \(it is not JSON\)/],
    [{ ENDPOINTS: '{"bank":"ftp://x"}' }, /ENDPOINTS/],
    [{ WEB_ORIGINS: 'https://bot.example/app' }, /WEB_ORIGINS names "https:\/\/bot.example\/app"/],
    [{ WRAP_UP_CODES: '[{"code":"Solved","en":"Solved","zh":"x"}]' }, /WRAP_UP_CODES cannot be read .*code/],
    [{ SECRETS: 'MISSING' }, /names MISSING/],
    [{ TTS_ENGINES: '[{"name":"x","address":"nohost"}]' }, /TTS_ENGINES.*host:port/],
    [{ KEEP_UNRECOGNISED: 'sometimes' }, /KEEP_UNRECOGNISED is "sometimes".*with-consent, always, never/],
    [{ UNRECOGNISED_DAYS: '0' }, /UNRECOGNISED_DAYS is "0"/],
    [{ UNDERSTANDING: 'watson:http://x' }, /UNDERSTANDING is none of embedded, rasa:<url>, chat:<url>/],
    [{ UNDERSTANDING: 'rasa:rasa.example' }, /UNDERSTANDING cannot be read \(0.url/],
    [{ UNDERSTANDING: 'chat:https://llm.example/v1' }, /UNDERSTANDING .*CHAT_MODEL/],
    [{ UNDERSTANDING: 'rasa:http://x', UNDERSTANDING_SECRET: 'KEY' }, /UNDERSTANDING uses the secret "KEY", which SECRETS does not name/],
    [{ KNOWLEDGE_CHAT_URL: 'llm.example', KNOWLEDGE_CHAT_MODEL: 'm' }, /KNOWLEDGE_CHAT_URL is "llm.example"/],
    [{ KNOWLEDGE_CHAT_URL: 'https://llm.example/v1' }, /KNOWLEDGE_CHAT_MODEL is not set/],
    [{ KNOWLEDGE_CHAT_URL: 'https://llm.example/v1', KNOWLEDGE_CHAT_MODEL: 'm', KNOWLEDGE_CHAT_SECRET: 'KEY' }, /KNOWLEDGE_CHAT_SECRET is "KEY", which SECRETS does not name/],
    [{ UNDERSTANDING: '[{"use":"rasa"' }, /UNDERSTANDING is a list that is not JSON/],
    [{ UNDERSTANDING: '[{"use":"rasa","url":"http://x","deadline":5}]' }, /UNDERSTANDING cannot be read .*deadline/],
    [{ UNDERSTANDING: '[]' }, /UNDERSTANDING cannot be read/],
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL is "loud"/],
  ])('refuse %j by name', (environment, reason) => {
    expect(() => settings(environment)).toThrow(reason)
    expect(() => settings(environment)).toThrow(expect.objectContaining({ code: 'CLI_SETTING_INVALID' }) as Error)
  })
})

describe('who understands callers', () => {
  const guard = { deadlineMs: 1_500, mostTurns: 30, failureCount: 3, restMs: 30_000 }
  const all = { flows: [], languages: [] }

  it('is the embedded understanding where nothing is said', () => {
    expect(settings({})).not.toHaveProperty('understanding')
    expect(settings({ UNDERSTANDING: 'embedded' }).understanding).toEqual([{ use: 'embedded', ...all }])
  })

  it('is one service for all calls, in short', () => {
    expect(settings({ UNDERSTANDING: 'rasa:http://127.0.0.1:5005' }).understanding).toEqual([
      { use: 'rasa', url: 'http://127.0.0.1:5005', threshold: 0.6, names: {}, guard, ...all },
    ])
    const chat = { UNDERSTANDING: 'chat:https://llm.example/v1', CHAT_MODEL: 'small', SECRETS: 'KEY', KEY: 'k', UNDERSTANDING_SECRET: 'KEY' }
    expect(settings(chat).understanding).toEqual([{ use: 'chat', url: 'https://llm.example/v1', model: 'small', secret: 'KEY', options: {}, guard, ...all }])
  })

  it('is a list by flow and language', () => {
    const list = [{ use: 'embedded', flows: ['bank'] }, { use: 'rasa', url: 'http://rasa/', languages: ['zh'], names: { greet: 'hello' }, deadlineMs: 800, turns: 5, sureFrom: 0.9 }]

    expect(settings({ UNDERSTANDING: JSON.stringify(list) }).understanding).toEqual([
      { use: 'embedded', flows: ['bank'], languages: [] },
      { use: 'rasa', url: 'http://rasa/', threshold: 0.6, names: { greet: 'hello' }, flows: [], languages: ['zh'], guard: { ...guard, deadlineMs: 800, mostTurns: 5, sureFrom: 0.9 } },
    ])
  })
})
