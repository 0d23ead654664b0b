/**
 * Calls through a real Asterisk. It is installed where it is missing, and everything then runs in a network, a process table and mounts of
 * its own: ports never clash, nothing leaves the machine, and whatever is left when this process ends or is killed ends with it.
 *
 *   npm run test:switch                                             every test
 *   npm run test:switch -- test/switch/dialplan.test.ts -t digits   some of them: options of vitest
 *   npm run test:switch -- load                                     50 calls at once for a minute, and what came of them
 *   npm run test:switch -- often                                    every transfer 20 times, and what came of them; calls that we place
 *
 * CALLCHART_ASTERISK names the folder in which Asterisk is kept (~/.cache/callchart/asterisk). Ends with 3 where the machine cannot run it: .ci/run says so and goes on.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { constants, homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(dirname(here))
const asterisk = process.env.CALLCHART_ASTERISK ?? join(homedir(), '.cache', 'callchart', 'asterisk')
const say = (line) => process.stderr.write(`test:switch: ${line}\n`)

/** @returns the exit code */
function run(command, args, { env = {}, stdio = 'inherit', endsBy } = {}) {
  const child = spawn(command, args, { cwd: root, stdio, env: { ...process.env, ...env } })
  const forward = (signal) => child.kill(endsBy ?? signal)
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)
  return new Promise((resolve) => {
    child.once('error', () => resolve(127))
    child.once('exit', (code, signal) => resolve(signal === null ? code : 128 + constants.signals[signal]))
  }).finally(() => signals.forEach((signal) => process.off(signal, forward)))
}

async function mustRun(command, args) {
  const code = await run(command, args)
  if (code !== 0) process.exit(code)
}

/**
 * Whoever runs as the first process there ends with unshare, all others with it, and unshare with us, however we end. It takes no SIGTERM:
 * what ends it is SIGKILL.
 */
const apart = ['setpriv', '--pdeathsig', 'KILL', 'unshare', '--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc']

const [what, ...rest] = process.argv.slice(2)
const [project, options] = what === 'load' || what === 'often' ? [`switch-${what}`, rest] : ['switch', process.argv.slice(2)]

await mustRun(process.execPath, [join(root, 'bin', 'callchart.mjs'), 'build'])
await mustRun(join(here, 'install.sh'), [asterisk])
const isApart = (await run(apart[0], [...apart.slice(1), 'true'], { stdio: 'ignore' })) === 0
if (!isApart) say('this machine gives no namespace: the tests use free ports of the loopback')

/** Folders of this run, in the system's temporary folder and in Asterisk's system; those of runs that were killed are removed. */
function takeFolders(parents) {
  return parents.map((parent) => {
    // PostgreSQL's own user passes through.
    mkdirSync(parent, { recursive: true, mode: 0o711 })
    for (const name of readdirSync(parent)) if (!isAlive(Number(name))) rmSync(join(parent, name), { recursive: true, force: true })
    const folder = join(parent, String(process.pid))
    mkdirSync(folder, { mode: 0o711 })
    return folder
  })
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

const folders = takeFolders([join(tmpdir(), 'callchart-switch'), join(asterisk, 'runs')])
const [temporary, instances] = folders
const vitest = [process.execPath, join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', project, ...options]
// The shell stays, to take care of processes whose parents are gone.
const [command, ...args] = isApart ? [...apart, 'sh', '-c', 'ip link set lo up && "$@"', 'sh', ...vitest] : vitest
const code = await run(command, args, { endsBy: isApart ? 'SIGKILL' : undefined, env: { NODE_EXTRA_CA_CERTS: join(root, 'packages', 'media-bridge', 'src', 'testing', 'tls', 'own.cert.pem'), CALLCHART_ASTERISK: asterisk, CALLCHART_ASTERISK_RUN: instances, TMPDIR: temporary } })
for (const folder of folders) rmSync(folder, { recursive: true, force: true })
process.exit(code)
