import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))

/** Debian's own files for what this test does not configure. */
const stockFiles = ['acl', 'ccss', 'cdr', 'cel', 'codecs', 'dsp', 'features', 'indications', 'sorcery', 'stasis', 'udptl']

export interface AsteriskOptions {
  /** Folder that holds, or will hold, the Debian system with Asterisk in it. */
  readonly folder: string
  readonly sipPort: number
  readonly rtpPorts: readonly [number, number]
  /** Where the switch asks for a bot leg, and where that leg's media goes. */
  readonly apiUrl: string
  readonly mediaUrl: string
}

export interface Asterisk {
  /** Runs one console command and gives its output. */
  console(command: string): string
  /** What Asterisk logged so far. */
  log(): string
  stop(): Promise<void>
}

function writeConfiguration(options: AsteriskOptions, target: string): void {
  for (const name of stockFiles) copyFileSync(join(options.folder, 'etc', 'asterisk', `${name}.conf`), join(target, `${name}.conf`))
  const values: Record<string, string> = {
    SIP_PORT: String(options.sipPort),
    RTP_START: String(options.rtpPorts[0]),
    RTP_END: String(options.rtpPorts[1]),
    MEDIA_URI: options.mediaUrl,
    API: options.apiUrl,
  }
  for (const name of readdirSync(join(here, 'conf'))) {
    const text = readFileSync(join(here, 'conf', name), 'utf8').replace(/@([A-Z_]+)@/g, (whole, key: string) => values[key] ?? whole)
    writeFileSync(join(target, name), text)
  }
}

/** Installs Asterisk where it is missing and starts it on loopback; needs root on Debian. */
export async function startAsterisk(options: AsteriskOptions): Promise<Asterisk> {
  execFileSync(join(here, 'install-asterisk.sh'), [options.folder], { stdio: ['ignore', 'inherit', 'inherit'] })
  const own = join(options.folder, 'callchart')
  rmSync(own, { recursive: true, force: true })
  for (const name of ['etc', 'db', 'keys/keys', 'agi', 'spool', 'run', 'log']) mkdirSync(join(own, name), { recursive: true })
  writeConfiguration(options, join(own, 'etc'))

  const inside = (...command: string[]): string[] => [options.folder, 'asterisk', '-C', '/callchart/etc/asterisk.conf', ...command]
  const child: ChildProcess = spawn('chroot', inside('-f'), { stdio: 'ignore' })
  const asterisk: Asterisk = {
    console: (command) => execFileSync('chroot', inside('-rx', command), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    log: () => readFileSync(join(own, 'log', 'full'), 'utf8'),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit')
        child.kill('SIGTERM')
        await ended
      }
    },
  }
  await waitUntilBooted(child, asterisk, join(own, 'run', 'asterisk.ctl'))
  return asterisk
}

async function waitUntilBooted(child: ChildProcess, asterisk: Asterisk, socket: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`Asterisk ended with ${child.exitCode} before it was ready`)
    if (existsSync(socket)) {
      try {
        if (asterisk.console('core waitfullybooted').includes('fully booted')) return
      } catch {
        // The socket is there before Asterisk answers on it.
      }
    }
    await pause(100)
  }
  await asterisk.stop()
  throw new Error('Asterisk was not ready within 20 s')
}
