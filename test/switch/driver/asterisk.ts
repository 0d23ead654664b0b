import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { writeConfiguration, type Change, type Changes } from './configuration.js'
import { freePorts } from '../../driver/free-ports.js'

const runFile = promisify(execFile)
const system = process.env.CALLCHART_ASTERISK ?? join(homedir(), '.cache', 'callchart', 'asterisk')
const runs = process.env.CALLCHART_ASTERISK_RUN ?? join(system, 'runs')
const bootedWithinMs = 20_000
const emptyWithinMs = 5_000
export const switchLogin = { user: 'asterisk', password: 'of-a-test' }
export const telephonePassword = 'of-a-telephone'

export interface AsteriskOptions {
  /** Of the runtime's API: `http://host:port`. */
  readonly apiUrl: string
  /** WebSocket address of the bridge's media, ws or wss. */
  readonly mediaUrl: string
  /** The switch as the settings of the system name it. */
  readonly switchId?: string
  /** Where callers come in: a context of deploy/asterisk. */
  readonly entry?: string
  /** Who takes callers when the system is away: a dial string. */
  readonly fallback?: string
  /** PEM file of whom the media connection trusts, for wss. */
  readonly mediaCa?: string
  /** Asterisk serves ARI over HTTP at this port, and opens no connection itself. */
  readonly httpPort?: number
  /** SIP port of who declines every call. */
  readonly declinePort?: number
  /** Of the manager interface, where the system is to know it before Asterisk is there. */
  readonly managerPort?: number
}

/** A folder into which Asterisk records: its path there, and as we see it. */
export function recordingFolder(): { readonly recordings: string; readonly recordingsHere: string } {
  mkdirSync(runs, { recursive: true })
  const recordingsHere = mkdtempSync(join(runs, 'recordings-'))
  return { recordings: recordingsHere.slice(system.length), recordingsHere }
}

/** Extensions of telephones that may be there at once; 2001 has a telephone that is never there. */
export const extensions: readonly string[] = ['2000', ...Array.from({ length: 19 }, (_, index) => String(2_002 + index))]
export const absentExtension = '2001'
/** Refuses every call: 603. */
export const decliningExtension = '2900'

/** By which the telephone of an extension is called from outside, where its switch dials numbers so. */
export const outsideNumberOf = (extension: string): string => `+1555${extension}0000`
export const dialStrings = { extension: 'PJSIP/{extension}', sip: 'PJSIP/trunk/{address}', number: 'PJSIP/{number}' }

/** Beside the two telephones of deploy/asterisk. */
const furtherTelephones = (declinePort: number): string =>
  [
    ...extensions.filter((extension) => extension !== '2000').map((extension) => `[${extension}](telephone)\nauth=${extension}\naors=${extension}\n[${extension}](telephone-auth)\nusername=${extension}\n[${extension}](telephone-aor)`),
    ...extensions.map((extension) => `[${outsideNumberOf(extension)}](telephone)\naors=${extension}`),
    `[${decliningExtension}](telephone)\naors=${decliningExtension}\n[${decliningExtension}]\ntype=aor\ncontact=sip:${decliningExtension}@127.0.0.1:${declinePort}`,
  ].join('\n')

/** Lines that stand for the addresses of one machine in deploy/asterisk, and what this instance has there. */
function changesFor(options: AsteriskOptions, ports: Ports, folder: string): Changes {
  const { apiUrl, mediaUrl, switchId = 'main', entry = 'callchart-in', fallback = '', mediaCa, httpPort } = options
  const switchUrl = `${apiUrl}/v1/switch/asterisk/${switchId}`
  const trustsOwn: readonly Change[] = [
    [';tls_enabled=yes', 'tls_enabled=yes'],
    [';ca_list_file=/etc/asterisk/callchart-ca.pem', `ca_list_file=${folder}/etc/callchart-ca.pem`],
    [';verify_server_cert=yes', 'verify_server_cert=yes'],
    [';verify_server_hostname=yes', 'verify_server_hostname=yes'],
  ]
  return {
    'extensions.conf': [['exten => _[+0-9].,1,Goto(callchart-in,${EXTEN},1)', `exten => _[+0-9].,1,Goto(${entry},\${EXTEN},1)`]],
    'extensions_callchart.conf': [
      ['CALLCHART_URL=http://127.0.0.1:8080/v1/switch/asterisk/main', `CALLCHART_URL=${switchUrl}`],
      ['CALLCHART_LOGIN=asterisk:change-me', `CALLCHART_LOGIN=${switchLogin.user}:${switchLogin.password}`],
      ['CALLCHART_FALLBACK=', `CALLCHART_FALLBACK=${fallback}`],
    ],
    'websocket_client.conf': [
      ['uri=ws://127.0.0.1:8081/media', `uri=${mediaUrl}/media`],
      ['uri=ws://127.0.0.1:8080/v1/switch/asterisk/main', `uri=${switchUrl.replace(/^http/, 'ws')}`],
      ['password=change-me', `password=${switchLogin.password}`],
      ...(mediaCa === undefined ? [] : trustsOwn),
    ],
    'ari.conf': [['password=change-me', `password=${switchLogin.password}`], ...(httpPort === undefined && entry === 'callchart-in' ? [] : withoutOutbound)],
    'http.conf': [['enabled=no', `enabled=${httpPort === undefined ? 'no' : 'yes'}`], ['bindport=8088', `bindport=${httpPort ?? 8_088}`]],
    'manager.conf': [['port=5038', `port=${ports.manager}`], ['secret=change-me', `secret=${switchLogin.password}`]],
    'pjsip.conf': [
      // Trunk and telephones have one address here.
      ['user_agent=asterisk', 'user_agent=asterisk\nendpoint_identifier_order=username,ip,anonymous'],
      ['bind=0.0.0.0:5060', `bind=127.0.0.1:${ports.sip}`],
      ['password=change-me', `password=${telephonePassword}`],
      ['contact=sip:sip.carrier.example', 'contact=sip:127.0.0.1:5080'],
      ['match=203.0.113.10', 'match=127.0.0.1'],
    ],
  }
}

/** As README.md of deploy/asterisk says for sites whose Asterisk is connected to, or which have no ARI. */
const withoutOutbound: readonly Change[] = ['[callchart-out]', 'type=outbound_websocket', 'websocket_client_id=callchart-control', 'apps=callchart', 'local_ari_user=callchart', 'subscribe_all=no'].map((line) => [line, `;${line}`])

interface Ports {
  readonly sip: number
  readonly manager: number
}

/** A running Asterisk with a folder of its own. */
export interface Asterisk {
  readonly sipPort: number
  readonly managerPort: number
  /** Runs one console command and gives its output. */
  console(command: string): Promise<string>
  /** Channels that are up now. */
  channels(): Promise<number>
  /** Resolves when no channel is left. @throws Error after 5 s, with those that are */
  isEmpty(): Promise<void>
  /** What Asterisk logged since it was ready. */
  log(): string
  /** As by a loss of power. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** Starts Asterisk on the loopback with the files of deploy/asterisk; test/switch/run.mjs has installed it. */
export async function startAsterisk(options: AsteriskOptions): Promise<Asterisk> {
  if (!existsSync(join(system, 'usr', 'sbin', 'asterisk'))) throw new Error(`there is no Asterisk in ${system}: run npm run test:switch`)
  mkdirSync(runs, { recursive: true })
  const folder = mkdtempSync(join(runs, 'asterisk-'))
  const inside = folder.slice(system.length)
  for (const name of ['etc', 'db', 'keys', 'agi', 'spool/monitor', 'spool/recording', 'run', 'log/cdr-csv']) mkdirSync(join(folder, name), { recursive: true })
  const [sip = 0, manager = 0] = await freePorts(2)
  const ports = { sip, manager: options.managerPort ?? manager }
  const libraries = readdirSync(join(system, 'usr', 'lib')).find((name) => existsSync(join(system, 'usr', 'lib', name, 'asterisk', 'modules'))) ?? ''
  writeConfiguration({
    system,
    target: join(folder, 'etc'),
    changes: changesFor(options, ports, inside),
    additions: { 'pjsip.conf': furtherTelephones(options.declinePort ?? 5_080) },
    values: { FOLDER: inside, MODULES: `/usr/lib/${libraries}/asterisk/modules`, RTP_START: '12000', RTP_END: '13999' },
  })
  if (options.mediaCa !== undefined) copyFileSync(options.mediaCa, join(folder, 'etc', 'callchart-ca.pem'))
  const child = spawn('chroot', [system, 'asterisk', '-C', `${inside}/etc/asterisk.conf`, '-f'], { stdio: 'ignore' })
  const asterisk = new AsteriskProcess(child, folder, inside, ports)
  await asterisk.isBooted()
  return asterisk
}

class AsteriskProcess implements Asterisk {
  constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly inside: string,
    private readonly ports: Ports,
  ) {}

  get sipPort(): number {
    return this.ports.sip
  }

  get managerPort(): number {
    return this.ports.manager
  }

  async console(command: string): Promise<string> {
    const { stdout } = await runFile('chroot', [system, 'asterisk', '-C', `${this.inside}/etc/asterisk.conf`, '-rx', command])
    return stdout
  }

  async channels(): Promise<number> {
    return Number(/(\d+) active channels?/.exec(await this.console('core show channels count'))?.[1])
  }

  async isEmpty(): Promise<void> {
    const giveUpAt = Date.now() + emptyWithinMs
    while ((await this.channels()) > 0) {
      if (Date.now() > giveUpAt) throw new Error(`channels are left:\n${await this.console('core show channels verbose')}`)
      await pause(100)
    }
  }

  log(): string {
    return readFileSync(join(this.folder, 'log', 'full'), 'utf8').split('Asterisk Ready.').at(-1) ?? ''
  }

  async isBooted(): Promise<void> {
    const giveUpAt = Date.now() + bootedWithinMs
    for (;;) {
      if (this.hasEnded) throw new Error(`Asterisk ended with ${this.child.exitCode} before it was ready`)
      // The socket is there before Asterisk answers on it.
      const answer = existsSync(join(this.folder, 'run', 'asterisk.ctl')) ? await this.console('core waitfullybooted').catch(() => '') : ''
      if (answer.includes('fully booted')) return
      if (Date.now() > giveUpAt) break
      await pause(100)
    }
    await this.stop()
    throw new Error(`Asterisk was not ready within ${bootedWithinMs} ms`)
  }

  kill(): Promise<void> {
    return this.end('SIGKILL')
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM')
    rmSync(this.folder, { recursive: true, force: true })
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.hasEnded) return
    const ended = once(this.child, 'exit')
    this.child.kill(signal)
    await ended
  }
}
