import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { findChromium } from '../../../bin/chromium.mjs'

export type UiLanguage = 'zh-CN' | 'en'
export type Theme = 'light' | 'dark'

export interface Look {
  readonly language?: UiLanguage
  readonly theme?: Theme
  /** Name under which changes are made. */
  readonly author?: string
  readonly width?: number
  readonly height?: number
  /** Scripts of the test may run in the page's worklets, which our own policy for content forbids. */
  readonly isTapped?: boolean
}

export interface BrowserOptions {
  /** WAV that the microphone hears, again and again. */
  readonly microphone?: string
  /** The person says no to the microphone. */
  readonly refuseMicrophone?: boolean
}

/** Every wait of a page ends with an error after this time. */
const patienceMs = 20_000

const quietly = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required']

function microphoneArgs({ microphone, refuseMicrophone = false }: BrowserOptions): string[] {
  if (refuseMicrophone) return ['--use-fake-device-for-media-stream', '--deny-permission-prompts']
  const sound = microphone === undefined ? [] : [`--use-file-for-fake-audio-capture=${microphone}`]
  return ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', ...sound]
}

/** Where screenshots of this run are kept. */
const shotsFolder = join(dirname(fileURLToPath(import.meta.url)), '../../../coverage/screenshots')

/** A real Chromium. What a page reports as an error fails the test that closes it. */
export class TestBrowser {
  private readonly contexts: BrowserContext[] = []
  readonly errors: string[] = []

  private constructor(private readonly browser: Browser) {}

  static async launch(options: BrowserOptions = {}): Promise<TestBrowser> {
    const executablePath = findChromium()
    if (executablePath === undefined) throw new Error('The browser tests need Chromium: install the package "chromium", or run "npm test", which does.')
    return new TestBrowser(await chromium.launch({ executablePath, args: [...quietly, ...microphoneArgs(options)] }))
  }

  /** A page of a new person: nothing is shared with other pages. */
  async page({ language = 'en', theme = 'light', author, width = 1_440, height = 900, isTapped = false }: Look = {}): Promise<Page> {
    const context = await this.browser.newContext({ locale: language, colorScheme: theme, viewport: { width, height }, reducedMotion: 'reduce', acceptDownloads: true, bypassCSP: isTapped })
    context.setDefaultTimeout(patienceMs)
    this.contexts.push(context)
    const preferences = JSON.stringify({ state: { language, author: author ?? '' }, version: 0 })
    await context.addInitScript(([key, value]) => {
      if (localStorage.getItem(key) === null) localStorage.setItem(key, value)
      // Nobody is shown around who did not ask for it.
      if (localStorage.getItem('callchart.tour') === null) localStorage.setItem('callchart.tour', '{"state":{"seen":true},"version":0}')
    }, ['callchart.preferences', preferences] as const)
    const page = await context.newPage()
    page.on('pageerror', (error) => this.errors.push(`${page.url()}: ${error.stack ?? error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) this.errors.push(`${page.url()}: ${message.text()}`)
    })
    return page
  }

  /** Keeps a picture of the page under coverage/screenshots. */
  async shoot(page: Page, name: string): Promise<void> {
    mkdirSync(shotsFolder, { recursive: true })
    await page.screenshot({ path: join(shotsFolder, `${name}.png`) })
  }

  /** @throws what pages reported as errors */
  async close(): Promise<void> {
    await Promise.all(this.contexts.map((context) => context.close()))
    await this.browser.close()
    if (this.errors.length > 0) throw new Error(`Pages reported errors:\n${this.errors.join('\n')}`)
  }
}
