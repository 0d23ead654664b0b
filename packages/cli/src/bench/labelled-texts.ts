import { readFile } from 'node:fs/promises'
import type { LabelledText } from '@callchart/nlu'
import { CliError, messageOf } from '../errors.js'

/**
 * Texts with their intents, `text<TAB>intent` a line, UTF-8; the last tab counts, empty lines are left out.
 * @param needsIntent without it a line may have a text alone
 * @throws CliError CLI_FILE_UNREADABLE, CLI_DATA_INVALID
 */
export async function readLabelledTexts(file: string, needsIntent = true): Promise<LabelledText[]> {
  const content = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CliError('CLI_FILE_UNREADABLE', `${file} cannot be read: ${messageOf(cause)}`, { cause })
  })
  const texts = content.split(/\r?\n/).flatMap((line, index) => (line.trim() === '' ? [] : [labelledText(line, needsIntent, `${file}:${index + 1}`)]))
  if (texts.length === 0) throw new CliError('CLI_DATA_INVALID', `${file} has no line: write a text, a tab and an intent on each.`)
  return texts
}

function labelledText(line: string, needsIntent: boolean, where: string): LabelledText {
  const tab = line.lastIndexOf('\t')
  if (tab < 0 && !needsIntent) return { text: line, intent: '' }
  const intent = line.slice(tab + 1).trim()
  if (tab < 0 || (needsIntent && intent === '')) throw new CliError('CLI_DATA_INVALID', `${where} has no intent: write a text, a tab and an intent.`)
  return { text: line.slice(0, tab), intent }
}
