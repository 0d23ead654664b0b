import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { msToSamples, sampleRateHz } from '@callchart/protocol'
import { writeMonoWav } from '@callchart/cli'
import { ControlLine, type TelephoneEvent } from './control-line.js'
import { freePorts } from '../../driver/free-ports.js'

/** Between two keys, as a person presses them. */
const keyMs = 300
/** A telephone that runs out of sound would hang up. */
const silenceSeconds = 240

export interface TelephoneOptions {
  /** Empty folder for its configuration and for what it hears. */
  readonly folder: string
  readonly rtpPorts: readonly [number, number]
  /** SIP port of the switch. */
  readonly switchPort: number
  /** Registers there under this extension; absent: a caller from outside. */
  readonly extension?: string
  /** Of a caller from outside. */
  readonly number?: string
  readonly password?: string
  /** Picks up at once. */
  readonly picksUp?: boolean
  /** What it says from the beginning; absent: nothing. */
  readonly says?: Int16Array
}

const modules = ['module g711.so', 'module aufile.so', 'module aubridge.so', 'module sndfile.so', 'module_tmp uuid.so', 'module_tmp account.so', 'module_app menu.so', 'module_app ctrl_tcp.so', 'module_app debug_cmd.so']

function writeConfiguration(options: TelephoneOptions, sipPort: number, controlPort: number): void {
  const { folder, rtpPorts, switchPort, extension, number = '+15550100', password = '', picksUp = false } = options
  const lines = [
    `sip_listen 127.0.0.1:${sipPort}`,
    'net_interface 127.0.0.1',
    'call_local_timeout 120',
    `audio_source aufile,${join(folder, 'says.wav')}`,
    'audio_player aubridge,heard',
    'audio_alert aubridge,alert',
    'ausrc_srate 8000',
    'auplay_srate 8000',
    'ausrc_channels 1',
    'auplay_channels 1',
    `rtp_ports ${rtpPorts[0]}-${rtpPorts[1]}`,
    'rtcp_mux no',
    'module_path /usr/lib/baresip/modules',
    ...modules,
    `snd_path ${folder}`,
    `ctrl_tcp_listen 127.0.0.1:${controlPort}`,
  ]
  const account =
    extension === undefined
      ? `<sip:${number}@127.0.0.1>;regint=0`
      : `<sip:${extension}@127.0.0.1:${switchPort}>;auth_user=${extension};auth_pass=${password};regint=60${picksUp ? ';answermode=auto' : ''}`
  writeFileSync(join(folder, 'config'), `${lines.join('\n')}\n`)
  writeFileSync(join(folder, 'accounts'), `${account};audio_codecs=pcmu;dtmfmode=rtpevent\n`)
  writeFileSync(join(folder, 'contacts'), '')
}

/** A real SIP telephone: baresip, told what to do over its control socket. What it hears is kept. */
export class Telephone {
  private saidCount = 0

  private constructor(
    private readonly options: TelephoneOptions,
    private readonly child: ChildProcess,
    private readonly line: ControlLine,
  ) {}

  static async start(options: TelephoneOptions): Promise<Telephone> {
    mkdirSync(options.folder, { recursive: true })
    // Beside its SIP port it takes the next one, for TLS.
    const [sipPort = 0, , controlPort = 0] = await freePorts(3)
    writeConfiguration(options, sipPort, controlPort)
    await writeVoice(join(options.folder, 'says.wav'), options.says ?? new Int16Array(0))
    const child = spawn('baresip', ['-f', options.folder], { stdio: 'ignore' })
    return new Telephone(options, child, await ControlLine.open(controlPort, () => child.exitCode !== null))
  }

  get folder(): string {
    return this.options.folder
  }

  /** A number of the switch. */
  dials(number: string): void {
    this.line.command('dial', `sip:${number}@127.0.0.1:${this.options.switchPort}`)
  }

  picksUp(): void {
    this.line.command('accept')
  }

  /** Ends its call, or refuses one that rings (486). */
  hangsUp(): void {
    this.line.command('hangup')
  }

  /** From now on its voice is this, then silence. Mono PCM16 at 8 kHz. */
  async says(samples: Int16Array): Promise<void> {
    this.saidCount += 1
    const file = join(this.options.folder, `says-${this.saidCount}.wav`)
    await writeVoice(file, samples)
    this.line.command('ausrc', `aufile,${file}`)
  }

  /** RFC 4733 events, one key after the other. */
  async presses(keys: string): Promise<void> {
    for (const key of keys) {
      this.line.command('sndcode', key)
      await pause(keyMs)
    }
  }

  /** The so-manieth event of a type, from 0. */
  until(type: string, index = 0, withinMs?: number): Promise<TelephoneEvent> {
    return this.line.until(type, index, withinMs)
  }

  countOf(type: string): number {
    return this.line.countOf(type)
  }

  /** What was heard in its latest call so far, mono PCM16 at 8 kHz. @throws Error when it heard nothing */
  heard(): Int16Array {
    const { folder } = this.options
    const latest = readdirSync(folder).filter((name) => name.endsWith('-dec.wav')).sort().at(-1)
    if (latest === undefined) throw new Error(`the telephone heard nothing: no recording in ${folder}`)
    const bytes = readFileSync(join(folder, latest))
    // Its header is complete only when the call is over.
    const start = bytes.indexOf('data') + 8
    return new Int16Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + start + ((bytes.length - start) & ~1)))
  }

  async stop(): Promise<void> {
    this.line.close()
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const ended = once(this.child, 'exit')
    this.child.kill('SIGTERM')
    await ended
  }
}

async function writeVoice(file: string, samples: Int16Array): Promise<void> {
  const padded = new Int16Array(samples.length + sampleRateHz * silenceSeconds)
  padded.set(samples)
  await writeMonoWav(file, padded)
}

/** What was heard around this time of the call, and a second on each side. */
export const heardAround = (heard: Int16Array, startMs: number, endMs: number): Int16Array => heard.subarray(Math.max(0, msToSamples(startMs - 1_000)), msToSamples(endMs + 1_000))
