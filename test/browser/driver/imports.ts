import type { Locator } from 'playwright-core'
import type { FlowFile } from '../../driver/flows.js'
import type { Designer } from './designer.js'

/** A small flow that says a greeting and ends. */
export const smallFlow = (id: string, rest: object = {}): FlowFile => ({
  schemaVersion: 1,
  id,
  name: id,
  languages: ['en-US'],
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'hello' },
    { id: 'hello', kind: 'say', name: 'Hello', prompt: { 'en-US': ['Good morning.'] }, next: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'Goodbye', prompt: { 'en-US': ['Goodbye.'] } },
  ],
  ...rest,
})

/** A file that a page is given. */
export const fileOf = (name: string, text: string | Buffer, mimeType = 'application/json') => ({ name, mimeType, buffer: Buffer.from(text) })

/** Chooses files in the dialog for imports: by their paths, or as they are made here. */
export async function brings(url: string, { page, words }: Designer, ...files: readonly (string | ReturnType<typeof fileOf>)[]): Promise<Locator> {
  await page.goto(`${url}/flows`)
  await page.getByRole('button', { name: words.text('library', 'import'), exact: true }).click()
  const dialog = page.getByRole('dialog')
  for (const file of files) await dialog.locator('input[type=file]').setInputFiles(typeof file === 'string' ? file : { ...file })
  return dialog
}

/** What takes so many flows in. */
export const importButton = (dialog: Locator, words: Designer['words'], count: number): Locator =>
  dialog.getByRole('button', { name: words.text('library', words.language === 'en' && count === 1 ? 'importing.confirm_one' : 'importing.confirm_other', { count: String(count) }) })
