import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { pcmToMuLaw, sampleRateHz, type CallView } from '@callchart/protocol'
import { expect, it } from 'vitest'
import { switchLogin } from '../driver/asterisk.js'
import { freePorts } from '../../driver/free-ports.js'
import { aSwitchWorld } from '../driver/switch-world.js'
import { longCall } from './long-call.js'
import { rtpGaps } from './rtp-gaps.js'

const callCount = Number(process.env.SWITCH_LOAD_CALLS ?? '50')
/** All are up within so long: callers do not come at the same moment. */
const callsASecond = 5
const lateMs = 60
const number = '+15550190'

const world = aSwitchWorld({ flows: [longCall('load', number)], system: { switches: [{ type: 'asterisk-ari', switchId: 'main', ...switchLogin }] } })

/** What a caller says once, then silence; as SIPp plays it over and over. */
async function speechFile(): Promise<string> {
  const words = await world.there.speech('check my balance')
  const samples = new Int16Array(sampleRateHz * 130)
  samples.set(words, sampleRateHz * 8)
  const file = join(world.there.folder, 'speech.ul')
  writeFileSync(file, Uint8Array.from(samples, (sample) => pcmToMuLaw[sample & 0xffff] ?? 0))
  return file
}

async function ended(child: ChildProcess): Promise<number> {
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? -1
}

it(`${callCount} SIP calls at once with RTP for a minute: none fails, the sound has no gaps, and every journal is whole`, async () => {
  const scenario = join(world.there.folder, 'caller.xml')
  writeFileSync(scenario, readFileSync(fileURLToPath(new URL('caller.xml', import.meta.url)), 'utf8').replaceAll('@SPEECH@', await speechFile()))
  const pcap = join(world.there.folder, 'rtp.pcap')
  const [sipPort = 0] = await freePorts(1)
  const capture = spawn('tcpdump', ['-i', 'lo', '-s', '96', '-B', '16384', '-w', pcap, 'udp', 'src', 'portrange', '12000-13999'], { stdio: 'ignore' })

  const usedBefore = process.cpuUsage()
  const began = Date.now()
  const sipp = spawn('sipp', ['-sf', scenario, '-s', number, '-i', '127.0.0.1', '-mi', '127.0.0.1', '-p', String(sipPort), '-m', String(callCount), '-l', String(callCount), '-r', String(callsASecond), '-nostdin', `127.0.0.1:${world.asterisk.sipPort}`], { cwd: world.there.folder, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = Promise.all([text(sipp.stdout), text(sipp.stderr)])
  const code = await ended(sipp)
  if (code !== 0) process.stderr.write(`what SIPp said last:\n${(await said).map((words) => words.slice(-1_500)).join('\n')}\n`)
  const seconds = (Date.now() - began) / 1_000
  capture.kill('SIGINT')
  await ended(capture)

  const { calls } = (await (await fetch(`${world.there.system.url}/v1/calls?limit=200`)).json()) as { calls: readonly { callId: string }[] }
  const views: readonly CallView[] = await Promise.all(calls.map(({ callId }) => world.there.ended(callId)))
  const gaps = rtpGaps(readFileSync(pcap), lateMs)
  const used = process.cpuUsage(usedBefore)
  const figures = {
    calls: views.length,
    sippExit: code,
    seconds: Math.round(seconds),
    completed: views.filter(({ disposition }) => disposition === 'completed').length,
    understood: views.filter(({ path }) => path.includes('understood')).length,
    ...gaps,
    latePercent: Number(((100 * gaps.lateCount) / Math.max(1, gaps.packetCount)).toFixed(3)),
    packetsASecondACall: Number((gaps.packetCount / Math.max(1, gaps.streamCount) / seconds).toFixed(1)),
    runtimeCpuPercent: Math.round((used.user + used.system) / 10_000 / seconds),
    load: loadavg()[0],
    cores: cpus().length,
  }
  process.stdout.write(`load through Asterisk: ${JSON.stringify(figures)}\n`)

  expect(figures).toMatchObject({ calls: callCount, sippExit: 0, completed: callCount })
  expect(figures.latePercent).toBeLessThan(0.5)
})
