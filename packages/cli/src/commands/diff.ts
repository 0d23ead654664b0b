import { diffFlows, versionIdentity, type BehaviourChange } from '@callchart/flow'
import { UsageError } from '../errors.js'
import { readGoodFlow, type GoodFlow } from '../system/good-flow.js'
import { readSettings } from '../system/settings.js'
import { asJson, exitCodes, parseCommandLine, type Command } from './command.js'

const languages = ['en', 'zh'] as const

export const diff: Command = {
  name: 'diff',
  summary: 'tell what a caller would notice between two versions of a flow',
  help: `Usage: callchart diff <older flow id or file> <newer flow id or file> [options]

Names, notes, the canvas, other ids and settings that only moved are not told. What a flow names (sub-flows, lists of
questions) is looked for in the folder of its file.

Options:
  --language en|zh   of the sentences (default en)
  --json             {"older": {"flow", "version"}, "newer": {...}, "changes": [{"type", "nodeId", "aspect", "was", "now",
                     "sentence": {"en", "zh"}}]}

Exit code: 0 no difference, 1 differences, 2 bad usage.`,
  run: async ({ args, environment, write }) => {
    const { values, positionals } = parseCommandLine(args, { json: { type: 'boolean', default: false }, language: { type: 'string', default: 'en' } })
    const language = languages.find((each) => each === values.language)
    if (language === undefined) throw new UsageError(`--language ${values.language} is not known: ${languages.join(', ')}.`)
    const [first, second, ...more] = positionals
    if (first === undefined || second === undefined || more.length > 0) throw new UsageError('diff takes two flows: the older one, then the newer one. See --help.')
    const { flowsDir } = readSettings(environment, { port: 0, logLevel: 'warn' })
    const [older, newer] = [await readGoodFlow(first, flowsDir), await readGoodFlow(second, flowsDir)]
    const changes = diffFlows(older, newer)
    write(values.json ? asJson({ older: named(older), newer: named(newer), changes }) : describe(changes, language))
    return changes.length === 0 ? exitCodes.done : exitCodes.problemsFound
  },
}

const named = ({ document, resources }: GoodFlow): object => ({ flow: document.id, version: versionIdentity(document, resources) })

const nothing = { en: 'A caller notices no difference.\n', zh: '客户感受不到任何差异。\n' } as const

function describe(changes: readonly BehaviourChange[], language: (typeof languages)[number]): string {
  if (changes.length === 0) return nothing[language]
  return changes.map(({ sentence, sites }) => `- ${sites === undefined ? '' : `[${sites.join(' > ')}] `}${sentence[language]}\n`).join('')
}
