import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export interface SipCallerOptions {
  /** Empty folder for the caller's configuration and for what it hears. */
  readonly folder: string
  readonly sipPort: number
  readonly controlPort: number
  readonly rtpPorts: readonly [number, number]
  /** WAV, 8 kHz mono, played until something else is said. */
  readonly silenceWav: string
}

/** A real SIP telephone: baresip, told what to do over its control socket. */
export interface SipCaller {
  dials(uri: string): void
  /** From now on the caller's voice is this WAV file (8 kHz mono). */
  plays(wav: string): void
  /** RFC 4733 events, one key after the other. */
  presses(keys: string): Promise<void>
  hangsUp(): void
  /** Ends the telephone; again, it does nothing. */
  stop(): Promise<void>
  /** WAV file of everything that the stopped telephone heard. @throws Error when it heard nothing */
  recording(): string
}

const modules = ['module g711.so', 'module aufile.so', 'module aubridge.so', 'module sndfile.so', 'module_tmp uuid.so', 'module_tmp account.so', 'module_app menu.so', 'module_app ctrl_tcp.so', 'module_app debug_cmd.so']

function writeConfiguration(options: SipCallerOptions): void {
  mkdirSync(options.folder, { recursive: true })
  const lines = [
    `sip_listen 127.0.0.1:${options.sipPort}`,
    'net_interface 127.0.0.1',
    `audio_source aufile,${options.silenceWav}`,
    'audio_player aubridge,heard',
    'audio_alert aubridge,alert',
    'ausrc_srate 8000',
    'auplay_srate 8000',
    'ausrc_channels 1',
    'auplay_channels 1',
    `rtp_ports ${options.rtpPorts[0]}-${options.rtpPorts[1]}`,
    'rtcp_mux no',
    'module_path /usr/lib/baresip/modules',
    ...modules,
    `snd_path ${options.folder}`,
    `ctrl_tcp_listen 127.0.0.1:${options.controlPort}`,
  ]
  writeFileSync(join(options.folder, 'config'), `${lines.join('\n')}\n`)
  writeFileSync(join(options.folder, 'accounts'), '<sip:caller@127.0.0.1>;regint=0;audio_codecs=pcmu;dtmfmode=rtpevent\n')
  writeFileSync(join(options.folder, 'contacts'), '')
}

async function connectTo(port: number, child: ChildProcess): Promise<Socket> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`baresip ended with ${child.exitCode}`)
    const socket = connect(port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      socket.resume()
      return socket
    } catch {
      await pause(50)
    }
  }
  throw new Error('baresip did not open its control socket within 5 s')
}

export async function startSipCaller(options: SipCallerOptions): Promise<SipCaller> {
  writeConfiguration(options)
  const child = spawn('baresip', ['-f', options.folder], { stdio: ['ignore', 'ignore', 'ignore'] })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const socket = await connectTo(options.controlPort, child)
  const command = (name: string, params = ''): void => {
    const text = JSON.stringify({ command: name, params })
    socket.write(`${Buffer.byteLength(text)}:${text},`)
  }
  return {
    dials: (uri) => command('dial', uri),
    plays: (wav) => command('ausrc', `aufile,${wav}`),
    async presses(keys) {
      for (const key of keys) {
        command('sndcode', key)
        await pause(300)
      }
    },
    hangsUp: () => command('hangup'),
    async stop() {
      socket.destroy()
      child.kill('SIGTERM')
      await ended
    },
    recording() {
      const heard = readdirSync(options.folder).find((name) => name.endsWith('-dec.wav'))
      if (heard === undefined) throw new Error(`the caller heard nothing: no recording in ${options.folder}`)
      return join(options.folder, heard)
    },
  }
}

/** Mono 16-bit samples of a WAV file that the telephone wrote. */
export function readHeard(path: string): Int16Array {
  const bytes = readFileSync(path)
  const start = bytes.indexOf('data') + 8
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + start + ((bytes.length - start) & ~1)))
}
