#!/usr/bin/env node
/**
 * The launcher: it needs nothing but Node. It installs what is missing, builds what is stale, and
 * then runs the command line. Two launchers may run at once: installing and building are locked.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const state = join(root, 'node_modules', '.callchart')
const say = (line) => process.stderr.write(`callchart: ${line}\n`)

function stop(line) {
  say(line)
  process.exit(1)
}

function run(command, args, failure, extra = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], env: { ...process.env, ...extra } })
  if (done.status !== 0) stop(`${failure} (exit ${done.status ?? done.signal})`)
}

/** Digest of the files that decide whether the installed packages are the right ones. */
function installDigest() {
  const hash = createHash('sha256').update(process.version).update(`${process.platform}-${process.arch}`)
  for (const file of ['package-lock.json', 'package.json', ...workspaces().map((dir) => `packages/${dir}/package.json`)]) hash.update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function workspaces() {
  return readdirSync(join(root, 'packages')).filter((dir) => existsSync(join(root, 'packages', dir, 'package.json'))).sort()
}

/** Newest change among the sources, names included: a deleted file makes the build stale too. */
function sourceDigest() {
  const hash = createHash('sha256')
  const visit = (path) => {
    const stat = statSync(path)
    if (!stat.isDirectory()) return hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`)
    for (const entry of readdirSync(path).sort()) visit(join(path, entry))
  }
  for (const file of ['tsconfig.base.json', 'tsconfig.json']) visit(join(root, file))
  for (const dir of workspaces()) for (const part of ['src', 'proto', 'tsconfig.json', 'package.json']) {
    const path = join(root, 'packages', dir, part)
    if (existsSync(path)) visit(path)
  }
  return hash.digest('hex')
}

const stamp = (name) => join(state, name)
const isFresh = (name, digest) => existsSync(stamp(name)) && readFileSync(stamp(name), 'utf8') === digest
const keep = (name, digest) => {
  mkdirSync(state, { recursive: true })
  writeFileSync(stamp(name), digest)
}

/** One launcher at a time: the lock is a folder that holds its owner's process id. */
function withLock(work) {
  const lock = join(root, '.callchart-lock')
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let told = false; ; ) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') stop(`cannot write to ${root}: ${error.message}`)
    }
    if (!ownerAlive(lock)) rmSync(lock, { recursive: true, force: true })
    if (!told) say('another run is installing or building; waiting for it')
    told = true
    Atomics.wait(pause, 0, 0, 300)
  }
  writeFileSync(join(lock, 'pid'), String(process.pid))
  const release = () => rmSync(lock, { recursive: true, force: true })
  process.once('exit', release)
  try {
    work()
  } finally {
    release()
    process.off('exit', release)
  }
}

function ownerAlive(lock) {
  try {
    const pid = Number(readFileSync(join(lock, 'pid'), 'utf8'))
    process.kill(pid, 0)
    return true
  } catch (error) {
    // A lock without its pid file is being made this moment, unless it is older than that takes.
    if (error.code === 'ENOENT') return existsSync(lock) && Date.now() - statSync(lock).mtimeMs < 5_000
    return error.code === 'EPERM'
  }
}

function prepare() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) stop(`Node ${process.version} is too old: install Node 20.19 or newer`)
  if (isFresh('installed', installDigest()) && isFresh('built', sourceDigest())) return
  withLock(() => {
    if (!isFresh('installed', installDigest())) {
      say('installing packages')
      run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'npm ci failed', { ONNXRUNTIME_NODE_INSTALL: 'skip' })
      keep('installed', installDigest())
    }
    if (!isFresh('built', sourceDigest())) {
      say('building')
      run(process.execPath, [join(root, 'node_modules', '@typescript', 'native', 'bin', 'tsc'), '-b', ...workspaces().map((dir) => `packages/${dir}`)], 'the build failed')
      keep('built', sourceDigest())
    }
  })
}

const [command, ...rest] = process.argv.slice(2)
prepare()
if (command === 'build') process.exit(0)
if (command === 'test') {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const args = rest.length > 0 ? ['run', ...rest] : ['run', '--coverage', '--project', 'unit', '--project', 'system']
  const done = spawnSync(process.execPath, [vitest, ...args], { cwd: root, stdio: 'inherit' })
  process.exit(done.status ?? 1)
}
await import(pathToFileURL(join(root, 'packages', 'cli', 'dist', 'main.js')).href)
