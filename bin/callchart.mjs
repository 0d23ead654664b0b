#!/usr/bin/env node
/**
 * The launcher: it needs nothing but Node. It installs what is missing, builds what is stale, and
 * then runs the command line. Two launchers may run at once: installing and building are locked.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { needChromium } from './chromium.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const state = join(root, 'node_modules', '.callchart')
const lock = join(root, '.callchart-lock')
const say = (line) => process.stderr.write(`callchart: ${line}\n`)

function stop(line) {
  say(line)
  process.exit(1)
}

/** Runs a program to its end; Ctrl-C and SIGTERM reach it, and then end the launcher too. */
async function run(command, args, { stdio, env = {} }) {
  const child = spawn(command, args, { cwd: root, stdio, env: { ...process.env, ...env } })
  let interruptedBy
  const forward = (signal) => {
    interruptedBy = signal
    child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)
  try {
    return await new Promise((resolve) => {
      child.once('error', (error) => resolve({ failure: error.code === 'ENOENT' ? `${command} was not found` : error.message }))
      child.once('exit', (code, signal) => resolve({ code, signal: signal ?? interruptedBy, failure: code === 0 ? undefined : `exit ${code ?? signal}` }))
    })
  } finally {
    for (const signal of signals) process.off(signal, forward)
  }
}

/** A step of the preparation: its output goes to stderr, and its failure ends the launcher with a way out. */
async function mustRun(command, args, wayOut, env) {
  const { failure, signal } = await run(command, args, { stdio: ['ignore', 2, 2], env })
  if (signal) process.exit(128 + constants.signals[signal])
  if (failure) stop(`${wayOut} (${command} ${args[0]}: ${failure})`)
}

const workspaces = () =>
  readdirSync(join(root, 'packages'))
    .filter((dir) => existsSync(join(root, 'packages', dir, 'package.json')))
    .sort()

/** Digest of what decides whether the installed packages are the right ones. */
function installDigest() {
  const hash = createHash('sha256').update(process.version).update(`${process.platform}-${process.arch}`)
  for (const file of ['package-lock.json', 'package.json', ...workspaces().map((dir) => `packages/${dir}/package.json`)])
    hash.update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

/** Digest of names, sizes and times of the sources: a deleted file makes the build stale too. */
function sourceDigest() {
  const hash = createHash('sha256')
  const visit = (path) => {
    const stat = statSync(path)
    if (!stat.isDirectory()) return hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`)
    for (const entry of readdirSync(path).sort()) visit(join(path, entry))
  }
  for (const file of ['tsconfig.base.json', 'tsconfig.json']) visit(join(root, file))
  for (const dir of workspaces()) {
    for (const part of ['src', 'proto', 'public', 'index.html', 'vite.config.ts', 'tsconfig.json', 'package.json']) {
      const path = join(root, 'packages', dir, part)
      if (existsSync(path)) visit(path)
    }
  }
  return hash.digest('hex')
}

const stamp = (name) => join(state, name)
const isFresh = (name, digest) => existsSync(stamp(name)) && readFileSync(stamp(name), 'utf8') === digest
/** What a package exports when it is built. */
const builtFiles = (dir) => {
  const { exports = {} } = JSON.parse(readFileSync(join(root, 'packages', dir, 'package.json'), 'utf8'))
  return Object.values(exports).map((entry) => join(root, 'packages', dir, entry.default ?? 'package.json'))
}
const isBuilt = () => workspaces().every((dir) => builtFiles(dir).every(existsSync))
/** The TypeScript projects of a package: its own, and its testing library where that is one. */
const projectsOf = (dir) => [`packages/${dir}`, `packages/${dir}/src/testing`].filter((path) => existsSync(join(root, path, 'tsconfig.json')))

/** True when what npm last installed, by whomever, is what the lock file asks for. */
function matchesLockFile() {
  const packagesIn = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {})
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'))
  return Object.entries(packagesIn(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    if (!path.includes('node_modules/')) return true
    const found = installed[path]
    if (found === undefined) return wanted.optional === true || wanted.peer === true
    return found.version === wanted.version
  })
}

function isInstalled() {
  const digest = installDigest()
  if (isFresh('installed', digest)) return true
  if (!matchesLockFile()) return false
  try {
    keep('installed', digest)
  } catch {
    // Another user's folder: the lock file is compared again next time.
  }
  return true
}
const isReady = () => isInstalled() && isFresh('built', sourceDigest()) && isBuilt()
const keep = (name, digest) => {
  mkdirSync(state, { recursive: true })
  writeFileSync(stamp(name), digest)
}

/** One launcher at a time: the lock is a folder that holds its owner's process id. */
async function takeLock() {
  for (let told = false; ; ) {
    try {
      mkdirSync(lock)
      writeFileSync(join(lock, 'pid'), String(process.pid))
      return
    } catch (error) {
      if (error.code !== 'EEXIST')
        stop(`cannot write to ${root} (${error.code}), but there is something to install or build: run it once as the owner of the folder`)
    }
    if (removeStaleLock()) continue
    if (!told) say('another run is installing or building; waiting for it')
    told = true
    await wait(300)
  }
}

const releaseLock = () => rmSync(lock, { recursive: true, force: true })

const ownerOf = (folder) => {
  try {
    return Number(readFileSync(join(folder, 'pid'), 'utf8'))
  } catch {
    return undefined
  }
}

/** Removes the lock of a launcher that is dead. It is moved aside first, so that of several only one removes it. */
function removeStaleLock() {
  const owner = ownerOf(lock)
  if (isAlive(owner)) return false
  const aside = `${lock}.${process.pid}`
  try {
    renameSync(lock, aside)
    // Another launcher was faster and holds the lock by now: give it back.
    if (ownerOf(aside) !== owner) renameSync(aside, lock)
    else rmSync(aside, { recursive: true, force: true })
  } catch {
    return false
  }
  return true
}

function isAlive(pid) {
  // Without its process id the lock is being made this moment, unless it is older than that takes.
  if (pid === undefined) return Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) < 5_000
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

async function install() {
  say('installing packages')
  const wayOut = 'the packages could not be installed: is the npm registry reachable and the disk writable? What npm said stands above'
  await mustRun('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], wayOut, { ONNXRUNTIME_NODE_INSTALL: 'skip' })
  keep('installed', installDigest())
}

async function build() {
  say('building')
  const digest = sourceDigest()
  const compiler = join(root, 'node_modules', '@typescript', 'native', 'bin', 'tsc')
  const wayOut =
    'the sources could not be built: the errors above name file and line; after "git pull" or by hand, correct them and run it again'
  await mustRun(
    process.execPath,
    [compiler, '-b', ...(isBuilt() ? [] : ['--force']), ...workspaces().flatMap(projectsOf)],
    wayOut,
  )
  await bundle()
  keep('built', digest)
}

/** The web app is bundled from the sources of all packages that a browser runs. */
async function bundle() {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  await mustRun(process.execPath, [vite, 'build', '--logLevel', 'warn', join(root, 'packages', 'designer')], 'the web app could not be built: the errors above name file and line')
}

async function prepare() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) stop(`Node ${process.version} is too old: install Node 20.19 or newer`)
  if (isReady()) return
  await takeLock()
  process.once('exit', releaseLock)
  try {
    if (!isInstalled()) await install()
    if (!isReady()) await build()
  } finally {
    releaseLock()
    process.off('exit', releaseLock)
  }
}

const [command, ...rest] = process.argv.slice(2)
await prepare()
if (command === 'build') process.exit(0)
if (command === 'test') {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  // The real switch has a command of its own: it needs root and Debian.
  const args = rest.length > 0 ? ['run', ...rest] : ['run', '--coverage', '--project', 'unit', '--project', 'system']
  if (!(rest.includes('--project') && !rest.includes('system'))) {
    const wayOut = needChromium(root, say)
    if (wayOut !== undefined) stop(wayOut)
  }
  const { code, signal } = await run(process.execPath, [vitest, ...args], { stdio: 'inherit' })
  process.exit(signal ? 128 + constants.signals[signal] : code)
}
await import(pathToFileURL(join(root, 'packages', 'cli', 'dist', 'main.js')).href)
