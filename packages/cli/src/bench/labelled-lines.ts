import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { CliError, messageOf } from '../errors.js'
import type { LabelledLine } from './nlu-key.js'

const lineSchema = z.object({ text: z.string().max(100_000), intents: z.array(z.string()).default([]) })

function parseLine(line: string, where: string): LabelledLine {
  try {
    return lineSchema.parse(JSON.parse(line))
  } catch (cause) {
    const problem = cause instanceof z.ZodError ? (cause.issues[0]?.message ?? 'it has another shape') : messageOf(cause)
    throw new CliError('CLI_DATA_INVALID', `${where} is no labelled line: ${problem}. Write {"text": "...", "intents": ["..."]} on each line.`, { cause })
  }
}

/**
 * Labelled utterances, one JSON object a line; empty lines are left out.
 * @throws CliError CLI_FILE_UNREADABLE, CLI_DATA_INVALID
 */
export async function readLabelledLines(file: string): Promise<LabelledLine[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CliError('CLI_FILE_UNREADABLE', `${file} cannot be read: ${messageOf(cause)}`, { cause })
  })
  const lines = text.split('\n').map((line, index) => ({ line: line.trim(), where: `${file}:${index + 1}` }))
  const labelled = lines.filter(({ line }) => line !== '').map(({ line, where }) => parseLine(line, where))
  if (labelled.length === 0) throw new CliError('CLI_DATA_INVALID', `${file} has no line: write {"text": "...", "intents": ["..."]} on each.`)
  return labelled
}
