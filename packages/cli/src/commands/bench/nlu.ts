import { measureIntents, type IntentBenchmarkResult } from '@callchart/nlu'
import { readLabelledTexts } from '../../bench/labelled-texts.js'
import { UsageError } from '../../errors.js'
import { asJson, exitCodes, parseCommandLine, type Command } from '../command.js'

const options = {
  train: { type: 'string' },
  val: { type: 'string' },
  test: { type: 'string' },
  'oos-train': { type: 'string' },
  'oos-val': { type: 'string' },
  'oos-test': { type: 'string' },
  lang: { type: 'string', default: 'en' },
  'false-accept-cost': { type: 'string', default: '1.5' },
  json: { type: 'boolean', default: false },
} as const

export const benchNluCommand: Command = {
  name: 'nlu',
  summary: 'how well the embedded classifier tells intents apart',
  help: `Usage: callchart bench nlu --train a.tsv --test e.tsv [options]

Learns from texts, one a line with a tab and its intent, and measures with others. Keywords, patterns and key intents take no part.
accuracy is without rejection; inScopeAccuracy and oosRecall are at a threshold that is chosen without the test files: on --val
where it is given, by cross-validation on --train elsewhere.

Options:
  --train file         what is learnt from
  --val file           what the threshold is chosen on
  --test file          what is measured with
  --oos-train file     the same for texts that no intent is about; what stands behind their tab is not read
  --oos-val file
  --oos-test file
  --lang en            language of the texts, BCP 47
  --false-accept-cost 1.5  what a wrongly accepted text costs, where asking again costs 1
  --json               one JSON document on stdout`,
  run: async ({ args, write }) => {
    const { values, positionals } = parseCommandLine(args, options)
    if (positionals.length > 0) throw new UsageError(`bench nlu takes no argument "${positionals[0] ?? ''}". See --help.`)
    const { train, test } = values
    if (train === undefined || test === undefined) throw new UsageError('bench nlu needs --train and --test with files of texts. See --help.')
    const falseAcceptCost = Number(values['false-accept-cost'])
    if (!(falseAcceptCost > 0 && falseAcceptCost <= 100))
      throw new UsageError(`--false-accept-cost ${values['false-accept-cost']} is no cost: give more than 0, at most 100.`)
    const result = measureIntents(
      {
        language: values.lang,
        falseAcceptCost,
        train: await readLabelledTexts(train),
        test: await readLabelledTexts(test),
        validation: values.val === undefined ? [] : await readLabelledTexts(values.val),
        outOfScopeTrain: await readTexts(values['oos-train']),
        outOfScopeValidation: await readTexts(values['oos-val']),
        outOfScopeTest: await readTexts(values['oos-test']),
      },
      () => performance.now(),
    )
    write(values.json ? asJson(result) : describe(result))
    return exitCodes.done
  },
}

const readTexts = async (file: string | undefined): Promise<string[]> => (file === undefined ? [] : (await readLabelledTexts(file, false)).map(({ text }) => text))
const percent = (share: number | null): string => (share === null ? '-' : `${(share * 100).toFixed(1)} %`)

function describe({ accuracy, inScopeAccuracy, oosRecall, auroc, threshold, trainMs, usPerUtterance, modelBytes }: IntentBenchmarkResult): string {
  const rows = [
    ['right, nothing rejected', percent(accuracy)],
    [`right and accepted at ${threshold}`, percent(inScopeAccuracy)],
    ['out of scope rejected', percent(oosRecall)],
    ['told apart (AUROC)', percent(auroc)],
    ['training', `${trainMs} ms`],
    ['an utterance', `${usPerUtterance} us`],
    ['model', `${(modelBytes / 1e6).toFixed(2)} MB`],
  ] as const
  return `${rows.map(([name, value]) => `${name.padEnd(26)} ${value}`).join('\n')}\n`
}
