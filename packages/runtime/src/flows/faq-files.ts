import { faqFileEnd, faqsOf, said, type Faq, type FlowDocument, type FlowProblem } from '@callchart/flow'
import { hasError } from './flow-files.js'
import type { FlowTools } from './flow-tools.js'
import { readFolder, type FolderFile } from './folder-files.js'
import { fileProblem, ownId } from './problems.js'

/** A file of questions and answers as it stands now. */
interface FaqFile {
  readonly file: string
  /** The list's id; of a file that cannot be read, its name. */
  readonly id: string
  /** Absent where the problems hold an error. */
  readonly faq?: Faq
  readonly problems: readonly FlowProblem[]
}

/** The lists of questions of a folder. */
export interface FaqFiles {
  readonly good: ReadonlyMap<string, Faq>
  /** What is wrong with the files of the lists that a document names. */
  problemsFor(document: FlowDocument): FlowProblem[]
}

function readFile(found: FolderFile, tools: FlowTools): FaqFile {
  const { file } = found
  const named = file.slice(0, -faqFileEnd.length)
  if ('problem' in found) return { file, id: named, problems: [found.problem] }
  const { faq, problems } = tools.readFaq(found.text)
  const told = problems.map(({ message, zh, ...problem }) => ({
    ...problem,
    message: `${file}: ${message}`,
    zh: { ...zh, message: `${file}：${zh.message}` },
  }))
  return { file, id: faq?.id ?? named, problems: told, ...(faq !== undefined && !hasError(problems) && { faq }) }
}

/** One file a list: of several with the same id the first by name. */
function refuseTaken(files: readonly FaqFile[]): FaqFile[] {
  return files.map((each) => {
    const keeper = files.find(({ id, faq }) => id === each.id && faq !== undefined)
    if (each.faq === undefined || keeper === undefined || keeper === each) return each
    const { faq: _faq, ...rest } = each
    const message = said(
      `${each.file} has the id "${each.id}" of a list of questions, which ${keeper.file} has too.`,
      `${each.file} 与 ${keeper.file} 的知识库 id 都是“${each.id}”。`,
    )
    return { ...rest, problems: [fileProblem('FLOW_FAQ_INVALID', message, ownId)] }
  })
}

/**
 * Reads all lists of questions of the folder.
 * @throws RUNTIME_FLOWS_FOLDER_UNREADABLE
 */
export async function readFaqFiles(folder: string, tools: FlowTools): Promise<FaqFiles> {
  const files = refuseTaken((await readFolder(folder, faqFileEnd)).map((found) => readFile(found, tools)))
  return {
    good: new Map(files.flatMap(({ id, faq }) => (faq === undefined ? [] : [[id, faq]]))),
    problemsFor(document) {
      const named = new Set(document.nodes.flatMap(faqsOf))
      return files.filter(({ id }) => named.has(id)).flatMap(({ problems }) => problems)
    },
  }
}
