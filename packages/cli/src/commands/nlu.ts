import { reviewPhrases, type PhraseReview } from '@callchart/nlu'
import { UsageError } from '../errors.js'
import { readGoodFlow } from '../system/good-flow.js'
import { readSettings } from '../system/settings.js'
import { asJson, exitCodes, parseCommandLine, type Command } from './command.js'

export const nlu: Command = {
  name: 'nlu',
  summary: 'how well the phrases of a flow tell its intents apart, and what to do about it',
  help: `Usage: callchart nlu test <flow id or file> [--json]

Each phrase is understood by a model of the others. Shown are the intents that are taken for each other, weak intents, phrases that
stand in two intents, and advice. --json prints the same as data, one review a language:
{"flow", "reviews": [{"language", "accuracy", "intents", "confusions", "misunderstood", "advice"}]}.

Exit code: 0 no phrase stands in two intents, 1 one does, 2 bad usage.`,
  run: async ({ args, environment, write }) => {
    const { values, positionals } = parseCommandLine(args, { json: { type: 'boolean', default: false } })
    const [what, flow, ...rest] = positionals
    if (what !== 'test' || flow === undefined || rest.length > 0) throw new UsageError('nlu tests one flow: callchart nlu test <flow>. See --help.')
    const { flowsDir } = readSettings(environment, { port: 0, logLevel: 'warn' })
    const { compiled } = await readGoodFlow(flow, flowsDir)
    const reviews = compiled.manifest.understanding.map(reviewPhrases)
    write(values.json ? asJson({ flow: compiled.manifest.flow, reviews }) : reviews.map(describe).join('\n'))
    return reviews.some(({ advice }) => advice.some(({ code }) => code === 'same-phrase')) ? exitCodes.problemsFound : exitCodes.done
  },
}

const percent = (share: number | null): string => (share === null ? '-' : `${Math.round(share * 100)} %`)
const quoted = (phrases: readonly string[]): string => phrases.map((phrase) => `"${phrase}"`).join(', ')

function describe({ language, accuracy, intents, confusions, misunderstood, advice }: PhraseReview): string {
  const width = Math.max(0, ...intents.map(({ intent }) => intent.length))
  const unlike = misunderstood.filter(({ takenFor }) => takenFor === undefined)
  const lines = [
    `${language}: ${percent(accuracy)} of the phrases are understood by the others`,
    ...intents.map(({ intent, phraseCount, recall }) => `  ${intent.padEnd(width)}  ${percent(recall).padStart(5)} of ${phraseCount}`),
    ...confusions.map(({ intent, takenFor, phrases }) => `  ${intent} is taken for ${takenFor}: ${quoted(phrases)}`),
    ...(unlike.length === 0 ? [] : [`  like no other phrase: ${quoted(unlike.map(({ phrase }) => phrase))}`]),
    ...advice.map(({ intents: about, phrases, advice: text }) => `  ${about.join(', ')}${phrases.length === 0 ? '' : ` (${quoted(phrases)})`}: ${text}`),
  ]
  return `${lines.join('\n')}\n`
}
