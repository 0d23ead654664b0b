import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import type { Theme } from './browser.js'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** WCAG 2.2 A and AA. */
const everything: RunOptions = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }
/** What another theme can break: the page is the same otherwise. */
const colours: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }, resultTypes: ['violations'] }

/**
 * What axe finds serious or critical on the page as it stands, in light and in dark: one line a rule.
 * @param inTheme done while the page wears a theme, such as taking a picture
 */
export async function seriousFindings(page: Page, inTheme: (theme: Theme) => Promise<void> = async () => undefined): Promise<string[]> {
  await page.evaluate(`typeof axe === 'undefined' && (() => { ${axeSource} })()`)
  const worn = await themeOf(page)
  const other = worn === 'light' ? 'dark' : 'light'
  await inTheme(worn)
  const found = await findings(page, everything)
  await wears(page, other)
  await inTheme(other)
  const inOther = await findings(page, colours)
  await wears(page, worn)
  return [...found, ...inOther.map((finding) => `${other}: ${finding}`)]
}

const themeOf = async (page: Page): Promise<Theme> => ((await page.locator('html').getAttribute('data-mantine-color-scheme')) === 'dark' ? 'dark' : 'light')

/** The page follows the system's theme at once, whatever is open on it. */
async function wears(page: Page, theme: Theme): Promise<void> {
  // What is not given would be as it is without a test.
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor({ state: 'attached' })
  // A colour on its way to another one is neither.
  await page.evaluate(() => Promise.all(document.getAnimations().filter((animation) => animation instanceof CSSTransition).map(({ finished }) => finished.catch(() => undefined))))
}

async function findings(page: Page, options: RunOptions): Promise<string[]> {
  const { violations } = await page.evaluate<Pick<AxeResults, 'violations'>>(`axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => ({ violations }))`)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary?.replaceAll('\n', ' ') ?? ''})`).join('; ')}`)
}
