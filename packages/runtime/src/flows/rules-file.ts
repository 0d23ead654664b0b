import { rulesFileName, type FlowProblem, type Rule } from '@callchart/flow'
import type { FlowTools } from './flow-tools.js'
import { readFolder } from './folder-files.js'

/** The rules of a folder as they stand now. */
export interface RulesFile {
  /** Empty where there is no file. */
  readonly digest: string
  /** Absent where the file cannot be read. */
  readonly text?: string
  /** Absent where there are none, or where the problems hold an error. */
  readonly rules?: readonly Rule[]
  /** Of every flow of the folder: none goes live by rules that cannot be read. */
  readonly problems: readonly FlowProblem[]
}

export const noRulesFile: RulesFile = { digest: '', problems: [] }

const told = ({ message, zh, ...problem }: FlowProblem): FlowProblem => ({
  ...problem,
  message: `${rulesFileName}: ${message}`,
  zh: { ...zh, message: `${rulesFileName}：${zh.message}` },
})

/**
 * Reads the rules of the folder.
 * @throws RUNTIME_FLOWS_FOLDER_UNREADABLE
 */
export async function readRulesFile(folder: string, tools: Pick<FlowTools, 'readRules'>): Promise<RulesFile> {
  const found = (await readFolder(folder, rulesFileName)).find(({ file }) => file === rulesFileName)
  if (found === undefined) return noRulesFile
  const { digest } = found
  if ('problem' in found) return { digest, problems: [found.problem] }
  const { rules, problems } = tools.readRules(found.text)
  return { digest, text: found.text, ...(rules !== undefined && { rules }), problems: problems.map(told) }
}
