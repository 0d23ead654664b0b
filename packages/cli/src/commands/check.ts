import { readFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { calendarFileEnd, compileFlow, faqFileEnd, readCalendar, readFaq, readFlow, readRules, rulesFileName, versionIdentity, type FlowProblem, type FlowResources } from '@callchart/flow'
import { CliError, messageOf } from '../errors.js'
import { calendarFilesIn, faqFilesIn, findFlow, flowFilesIn, rulesFilesIn } from '../system/flow-files.js'
import { readFolderOf } from '../system/flow-folder.js'
import { speechAbilities } from '../system/speech-abilities.js'
import { environmentHelp, readSettings, type SystemSettings } from '../system/settings.js'
import { describeFlow, describeNamed, reportLanguage, type CheckedFile, type CheckedFlow } from './check-report.js'
import { asJson, exitCodes, parseCommandLine, type Command } from './command.js'

export const check: Command = {
  name: 'check',
  summary: 'find what is wrong in flows, calendars, lists of questions and rules, and the way out',
  help: `Usage: callchart check [flow id or file]... [--rules file] [--language en|zh] [--json]

Without arguments all flows, calendars and lists of questions of FLOWS_DIR are checked. What a flow names is looked for in the
folder of its file, the rules that it must keep in rules.json there; --rules names another file of rules. --language is that of the
findings: English or Chinese; where absent, Chinese where LC_ALL, LC_MESSAGES or LANG say so. What is wrong with the course of calls,
and a rule that is broken, come with the shortest call that shows it, made on the machine of the flow; what no call was found for is
a warning. --json has both languages and prints
{"flows": [{"file", "flow", "version",
            "problems": [{"code", "severity", "nodeId", "message", "wayOut", "zh": {"message", "wayOut"}, "rule", "unproven",
                          "counterExample": {"confirmed", "text": {"en", "zh"}, "path", "steps"}}]}],
 "calendars": [{"file", "problems": [...]}], "faqs": [{"file", "problems": [...]}], "rules": [{"file", "problems": [...]}]}.

Exit code: 0 no errors (there may be warnings), 1 errors, 2 bad usage.

${environmentHelp
  .split('\n')
  .filter((line) => /Environment|FLOWS_DIR|_ENGINES|ASR_MODEL/.test(line))
  .join('\n')}`,
  run: async ({ args, environment, write }) => {
    const { values, positionals } = parseCommandLine(args, { json: { type: 'boolean', default: false }, language: { type: 'string' }, rules: { type: 'string' } })
    const language = reportLanguage(values.language, environment)
    const settings = readSettings(environment, { port: 0, logLevel: 'warn' })
    const files =
      positionals.length > 0
        ? await Promise.all(positionals.map((name) => fileOf(name, settings)))
        : [...(await flowFilesIn(settings.flowsDir)), ...(await calendarFilesIn(settings.flowsDir)), ...(await faqFilesIn(settings.flowsDir))]
    if (files.length === 0)
      throw new CliError('CLI_FLOW_UNKNOWN', `There are no flow files in ${settings.flowsDir}: name one, or set FLOWS_DIR.`)
    const flowFiles = files.filter((file) => !isCalendar(file) && !isFaq(file) && !isRules(file))
    const ruled = await rulesFor(values.rules, [...flowFiles, ...files.filter(isRules)], settings)
    const flows = await Promise.all(flowFiles.map((file) => checkFile(file, settings, ruled.own)))
    const calendars = await Promise.all(files.filter(isCalendar).map((file) => checkNamedFile(file, (text) => readCalendar(text).problems)))
    const faqs = await Promise.all(files.filter(isFaq).map((file) => checkNamedFile(file, (text) => readFaq(text).problems)))
    const rules = ruled.files
    const told = [
      ...flows.map((flow) => describeFlow(flow, language)),
      ...calendars.map((file) => describeNamed(file, 'calendar', language)),
      ...faqs.map((file) => describeNamed(file, 'faq', language)),
      ...rules.map((file) => describeNamed(file, 'rules', language)),
    ]
    write(values.json ? asJson({ flows, calendars, faqs, rules }) : told.join(''))
    const bad = [...flows, ...calendars, ...faqs, ...rules].some(({ problems }) => problems.some(({ severity }) => severity === 'error'))
    return bad ? exitCodes.problemsFound : exitCodes.done
  },
}

const isCalendar = (file: string): boolean => file.endsWith(calendarFileEnd)
const isFaq = (file: string): boolean => file.endsWith(faqFileEnd)
const isRules = (file: string): boolean => basename(file) === rulesFileName

/** A file that is no flow at all is checked too: that is its problem. */
async function fileOf(name: string, settings: SystemSettings): Promise<string> {
  if (isCalendar(name) || isFaq(name) || isRules(name)) return name
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

interface RulesInUse {
  /** Those of the named file; absent: each flow keeps those of its folder. */
  readonly own?: Pick<FlowResources, 'rules'>
  /** Every file of rules that is used. */
  readonly files: readonly CheckedFile[]
}

/** The named file of rules is read for the flows of the first folder that is checked. */
async function rulesFor(named: string | undefined, files: readonly string[], settings: SystemSettings): Promise<RulesInUse> {
  const [first = join(settings.flowsDir, rulesFileName)] = files
  if (named === undefined) {
    const found = await Promise.all([...new Set(files.map((file) => dirname(file)))].map(rulesFilesIn))
    return { files: await Promise.all(found.flat().map((file) => checkNamedFile(file, (text) => readRules(text).problems))) }
  }
  const { resources } = await readFolderOf(first)
  const { rules, problems } = readRules(await readText(named), resources.flows.values())
  return { own: rules === undefined ? {} : { rules }, files: [{ file: relative('.', named), problems }] }
}

/** The rules of its folder give way to those that were named. */
function withRules(resources: FlowResources, own: RulesInUse['own']): FlowResources {
  if (own === undefined) return resources
  const { rules: _folders, ...rest } = resources
  return { ...rest, ...own }
}

async function checkFile(path: string, settings: SystemSettings, own: RulesInUse['own']): Promise<CheckedFlow> {
  const text = await readText(path)
  const file = relative('.', path)
  const found = await readFolderOf(path)
  const resources = withRules(found.resources, own)
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
