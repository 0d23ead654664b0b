/**
 * The browser of the tests: found where it is, else installed by Debian's packages when this runs as root, else by Playwright's own download.
 * Needs nothing but Node.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** What Playwright has downloaded before, the newest first. */
function downloaded() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'ms-playwright')
  if (!existsSync(cache)) return []
  const folders = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name))
  const revision = (name) => Number(name.split('-')[1])
  const programs = ['chrome-linux64/chrome', 'chrome-linux/chrome', 'chrome-mac/Chromium.app/Contents/MacOS/Chromium', 'chrome-win64/chrome.exe']
  return folders.sort((left, right) => revision(right) - revision(left)).flatMap((folder) => programs.map((program) => join(cache, folder, program)))
}

/** Path of a Chromium, or undefined. `CHROMIUM_PATH` names another one. */
export function findChromium() {
  const { CHROMIUM_PATH: own, PATH: path = '' } = process.env
  if (own) return own
  return [...path.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))), ...downloaded()].find(isProgram)
}

const runs = (program, args, env = {}) => spawnSync(program, args, { stdio: ['ignore', 2, 2], env: { ...process.env, ...env } }).status === 0

/** @returns undefined when there is a Chromium now, else what to do */
export function needChromium(root, say) {
  if (findChromium() !== undefined) return undefined
  say('installing a browser for the tests')
  const debian = { DEBIAN_FRONTEND: 'noninteractive' }
  if (process.getuid?.() === 0 && isProgram('/usr/bin/apt-get')) {
    // The second package draws Chinese.
    if (runs('apt-get', ['update', '-qq'], debian) && runs('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-noto-cjk'], debian) && findChromium() !== undefined) return undefined
  }
  if (runs(process.execPath, [join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium']) && findChromium() !== undefined) return undefined
  return 'the browser tests need Chromium: install the package "chromium" (Debian: apt-get install chromium), or name one in CHROMIUM_PATH; tests without a browser run by "npm test -- --project unit"'
}
