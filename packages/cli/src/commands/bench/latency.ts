import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { benchLatency, describeResult } from '../../bench/latency-bench.js'
import { yesNoFlow } from '../../bench/yes-no-flow.js'
import { UsageError } from '../../errors.js'
import { withTarget } from '../../system/target.js'
import { asJson, exitCodes, parseCommandLine, type Command } from '../command.js'

const options = {
  turns: { type: 'string', default: '50' },
  'turns-per-call': { type: 'string', default: '5' },
  flow: { type: 'string' },
  say: { type: 'string', default: 'yes' },
  voice: { type: 'string', default: 'en-us' },
  url: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

export const benchLatencyCommand: Command = {
  name: 'latency',
  summary: 'spoken turns against the raw limit of this machine',
  help: `Usage: callchart bench latency [options]

Places spoken calls one after the other with cached prompts and measures, on the caller's own clock,
the greeting, the reply without the silence that ends an utterance, and voice to voice.

Options:
  --turns 50           turns in all
  --turns-per-call 5   turns of one call
  --flow flow          id or file of a flow whose question accepts the same answer again and again
                       (default: a built-in one that asks yes or no)
  --say "yes"          what the caller answers
  --voice name         voice of the caller
  --url address        a running system; needs --flow
  --json               one JSON document on stdout`,
  run: async ({ args, environment, write, note, signal }) => {
    const { values, positionals } = parseCommandLine(args, options)
    if (positionals.length > 0) throw new UsageError(`bench latency takes no argument "${positionals[0] ?? ''}". See --help.`)
    if (values.url !== undefined && values.flow === undefined)
      throw new UsageError('--url needs --flow: a running system does not know the built-in flow.')
    const [turns, turnsPerCall] = [countOf('--turns', values.turns), countOf('--turns-per-call', values['turns-per-call'])]
    const result = await withFlowFile(values.flow, (flow) =>
      withTarget({ flow, url: values.url, environment, signal, note }, async (target) => {
        const answer = { type: 'say', text: values.say, samples: await target.voice.speak(values.say, values.voice) } as const
        return benchLatency({ url: target.url, flow: target.flow, answer, turns, turnsPerCall, note })
      }),
    )
    write(values.json ? asJson(result) : describeResult(result))
    return result.problems.length === 0 ? exitCodes.done : exitCodes.problemsFound
  },
}

function countOf(option: string, text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= 100_000) return count
  throw new UsageError(`${option} ${text} is no count: give 1 or more.`)
}

async function withFlowFile<Result>(flow: string | undefined, work: (flow: string) => Promise<Result>): Promise<Result> {
  if (flow !== undefined) return work(flow)
  const folder = await mkdtemp(join(tmpdir(), 'callchart-bench-'))
  try {
    const file = join(folder, 'yes-no.flow.json')
    await writeFile(file, JSON.stringify(yesNoFlow))
    return await work(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
