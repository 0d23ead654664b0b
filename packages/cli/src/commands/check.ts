import { readFile } from 'node:fs/promises'
import { basename, relative } from 'node:path'
import { calendarFileEnd, compileFlow, faqFileEnd, readCalendar, readFaq, readFlow, versionIdentity, type FlowProblem } from '@callchart/flow'
import { CliError, messageOf } from '../errors.js'
import { calendarFilesIn, faqFilesIn, findFlow, flowFilesIn } from '../system/flow-files.js'
import { readFolderOf } from '../system/flow-folder.js'
import { speechAbilities } from '../system/speech-abilities.js'
import { environmentHelp, readSettings, type SystemSettings } from '../system/settings.js'
import { describeFlow, describeNamed, reportLanguage, type CheckedFile, type CheckedFlow } from './check-report.js'
import { asJson, exitCodes, parseCommandLine, type Command } from './command.js'

export const check: Command = {
  name: 'check',
  summary: 'find what is wrong in flows, calendars and lists of questions, and the way out',
  help: `Usage: callchart check [flow id or file]... [--language en|zh] [--json]

Without arguments all flows, calendars and lists of questions of FLOWS_DIR are checked. What a flow names is looked for in the
folder of its file. --language is that of the findings: English or Chinese; where absent, Chinese where LC_ALL, LC_MESSAGES or LANG
say so. What is wrong with the course of calls comes with the shortest call that shows it, made on the machine of the flow; what no
call was found for is a warning. --json has both languages and prints
{"flows": [{"file", "flow", "version",
            "problems": [{"code", "severity", "nodeId", "message", "wayOut", "zh": {"message", "wayOut"}, "unproven",
                          "counterExample": {"confirmed", "text": {"en", "zh"}, "path", "steps"}}]}],
 "calendars": [{"file", "problems": [...]}], "faqs": [{"file", "problems": [...]}]}.

Exit code: 0 no errors (there may be warnings), 1 errors, 2 bad usage.

${environmentHelp
  .split('\n')
  .filter((line) => /Environment|FLOWS_DIR|_ENGINES|ASR_MODEL/.test(line))
  .join('\n')}`,
  run: async ({ args, environment, write }) => {
    const { values, positionals } = parseCommandLine(args, { json: { type: 'boolean', default: false }, language: { type: 'string' } })
    const language = reportLanguage(values.language, environment)
    const settings = readSettings(environment, { port: 0, logLevel: 'warn' })
    const files =
      positionals.length > 0
        ? await Promise.all(positionals.map((name) => fileOf(name, settings)))
        : [...(await flowFilesIn(settings.flowsDir)), ...(await calendarFilesIn(settings.flowsDir)), ...(await faqFilesIn(settings.flowsDir))]
    if (files.length === 0)
      throw new CliError('CLI_FLOW_UNKNOWN', `There are no flow files in ${settings.flowsDir}: name one, or set FLOWS_DIR.`)
    const flows = await Promise.all(files.filter((file) => !isCalendar(file) && !isFaq(file)).map((file) => checkFile(file, settings)))
    const calendars = await Promise.all(files.filter(isCalendar).map((file) => checkNamedFile(file, (text) => readCalendar(text).problems)))
    const faqs = await Promise.all(files.filter(isFaq).map((file) => checkNamedFile(file, (text) => readFaq(text).problems)))
    const told = [
      ...flows.map((flow) => describeFlow(flow, language)),
      ...calendars.map((file) => describeNamed(file, 'calendar', language)),
      ...faqs.map((file) => describeNamed(file, 'faq', language)),
    ]
    write(values.json ? asJson({ flows, calendars, faqs }) : told.join(''))
    const bad = [...flows, ...calendars, ...faqs].some(({ problems }) => problems.some(({ severity }) => severity === 'error'))
    return bad ? exitCodes.problemsFound : exitCodes.done
  },
}

const isCalendar = (file: string): boolean => file.endsWith(calendarFileEnd)
const isFaq = (file: string): boolean => file.endsWith(faqFileEnd)

/** A file that is no flow at all is checked too: that is its problem. */
async function fileOf(name: string, settings: SystemSettings): Promise<string> {
  if (isCalendar(name) || isFaq(name)) return name
  return findFlow(name, settings.flowsDir).then(
    ({ file }) => file,
    (error: unknown) => {
      if (error instanceof CliError && error.code === 'CLI_FLOW_INVALID') return name
      throw error
    },
  )
}

const readText = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((error: unknown) => {
    throw new CliError('CLI_FILE_UNREADABLE', `${path} cannot be read: ${messageOf(error)}`, { cause: error })
  })

/** What a file has with those beside it, an id that is taken, is told too. */
async function checkNamedFile(path: string, problemsIn: (text: string) => readonly FlowProblem[]): Promise<CheckedFile> {
  const text = await readText(path)
  const { problems } = await readFolderOf(path)
  return { file: relative('.', path), problems: problems.get(basename(path)) ?? problemsIn(text) }
}

async function checkFile(path: string, settings: SystemSettings): Promise<CheckedFlow> {
  const text = await readText(path)
  const file = relative('.', path)
  const { resources } = await readFolderOf(path)
  const { document, problems } = readFlow(text, { ...resources, speech: speechAbilities(settings), hasModel: settings.knowledge !== undefined })
  if (document === undefined) return { file, problems }
  if (problems.some(({ severity }) => severity === 'error')) return { file, flow: document.id, problems }
  compileFlow(document, resources)
  return {
    file,
    flow: document.id,
    version: versionIdentity(document, resources),
    problems,
  }
}
