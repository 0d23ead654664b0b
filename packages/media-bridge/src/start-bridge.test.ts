import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { startBridge } from './index.js'
import { turnOf } from './testing/bridge-rig.js'
import { ScriptedRuntime } from './testing/scripted-runtime.js'
import { promptOf } from './testing/scripted-speech.js'
import { ScriptedSwitch } from './testing/scripted-switch.js'

it('runs a call on the real clock, where no engine can speak', async () => {
  const cacheDir = await mkdtemp(join(tmpdir(), 'callchart-bridge-'))
  const runtime = new ScriptedRuntime()
  await runtime.start()
  const engine = { name: 'gone', address: '127.0.0.1:1', tls: false, languages: [], deadlineMs: 500 }
  const bridge = await startBridge({
    host: '127.0.0.1',
    port: 0,
    controlAddresses: [runtime.address],
    cacheDir,
    logger: pino({ level: 'silent' }),
    engines: { asr: [engine], tts: [engine] },
  })
  const caller = await ScriptedSwitch.connect(`${bridge.url}/media?token=t-c1`)
  const call = runtime.call('c1')
  caller.start()

  call.send(turnOf('t1', [promptOf('hello')]))
  expect(await call.next('prompt.failed')).toMatchObject({ cause: 'MEDIA_SYNTHESIS_FAILED' })
  await call.when(() => call.types.some((type) => type.startsWith('turn.')))
  call.send({ type: 'call.hang-up', cause: 'done' })
  expect(await call.next('caller.hung-up')).toEqual({ type: 'caller.hung-up', cause: 'normal' })

  const metrics = await (await fetch(`${bridge.url.replace('ws:', 'http:')}/metrics`)).text()
  expect(metrics).toMatch(/callchart_media_engine_failures_total\{engine="gone",kind="synthesis"\} [1-9]/)
  expect(metrics).toContain('callchart_media_engine_up{engine="gone",kind="synthesis"} 0')
  expect(metrics).toContain('callchart_media_engine_up{engine="gone",kind="recognition"} 1')
  await bridge.close()
  runtime.stop()
  await rm(cacheDir, { recursive: true, force: true })
})
