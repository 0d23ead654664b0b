import { benchKeyIntents, describeKeyIntents } from '../../bench/nlu-key.js'
import { readLabelledLines } from '../../bench/labelled-lines.js'
import { UsageError } from '../../errors.js'
import { asJson, exitCodes, parseCommandLine, type Command } from '../command.js'

const options = {
  test: { type: 'string' },
  lang: { type: 'string', default: 'en' },
  json: { type: 'boolean', default: false },
} as const

export const benchNluKeyCommand: Command = {
  name: 'nlu-key',
  summary: 'how well key intents, yes, no, refusal and not knowing are heard',
  help: `Usage: callchart bench nlu-key --test lines.jsonl [options]

Reads labelled utterances, one a line: {"text": "...", "intents": ["..."], "slots": {}}; a line may have several labels.
Prints precision and recall of each key intent. Labels are the names of the key intents, or those of NLU++:
handoff (human), end_call (end), dont_know (doNotKnow), repeat, affirm, deny. Other labels are nothing that is to be heard.

Options:
  --test file   the labelled utterances
  --lang en     their language, BCP 47
  --json        one JSON document on stdout`,
  run: async ({ args, write }) => {
    const { values, positionals } = parseCommandLine(args, options)
    if (positionals.length > 0) throw new UsageError(`bench nlu-key takes no argument "${positionals[0] ?? ''}". See --help.`)
    if (values.test === undefined) throw new UsageError('bench nlu-key needs --test with a file of labelled utterances. See --help.')
    const result = benchKeyIntents(await readLabelledLines(values.test), values.lang, () => performance.now() * 1_000)
    write(values.json ? asJson(result) : describeKeyIntents(result))
    return exitCodes.done
  },
}
