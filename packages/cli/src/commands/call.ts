import { UsageError } from '../errors.js'
import { parseConduct, type AgentConduct } from '../caller/agent-conduct.js'
import { placeCall, type CallPlan } from '../caller/place-call.js'
import type { CallReport } from '../caller/call-report.js'
import { printDialogue, summaryOf } from '../caller/dialogue.js'
import { parseDecibels, parseDuration, parseEcho, parseSteps, stepOptions } from '../caller/parse-steps.js'
import { prepareSteps, rememberingVoice } from '../caller/prepare-steps.js'
import type { Step } from '../caller/step.js'
import { withTarget, type Target } from '../system/target.js'
import { asJson, exitCodes, parseCommandLine, type Command } from './command.js'
import { readVariables } from './variables.js'

/** About two seconds long in every voice. */
const callerSentence = 'yes i can hear you very well thank you'
const agentSentence = 'hello how can i help you today'

const options = {
  ...stepOptions,
  voice: { type: 'string', default: 'en-us' },
  agent: { type: 'string' },
  'agent-does': { type: 'string' },
  'agent-voice': { type: 'string', default: 'en-gb' },
  queue: { type: 'string', multiple: true },
  noise: { type: 'string' },
  echo: { type: 'string' },
  record: { type: 'string' },
  url: { type: 'string' },
  ani: { type: 'string' },
  dnis: { type: 'string' },
  var: { type: 'string', multiple: true },
  patience: { type: 'string', default: '90s' },
  count: { type: 'string', default: '1' },
  json: { type: 'boolean', default: false },
} as const

export const call: Command = {
  name: 'call',
  summary: 'place a real spoken call to a flow, as a telephone switch would',
  help: `Usage: callchart call <flow id or file> [steps] [options]

Steps, acted out in the order given. Each waits for the bot to listen, unless it has a time (@ms),
which counts from the start of the prompt that then plays:
  --say "text"            speak
  --press 12#[@800]       press keys
  --wav file[@800]        play a WAV file of any format as the caller's voice
  --silence 6s            say nothing for so long
  --interrupt "text"@800  speak 800 ms into the prompt
  --hangup                hang up
  --hangup-after 3s       hang up so long after the step before, whatever the bot does
  --hangup-at place       hang up during a transfer: announcement, queue, ringing or whisper
                          (also --hangup@queue and so on); for ringing and whisper an agent is seated
Without --hangup the caller hangs up when the bot listens again after the last step.

Options:
  --voice name        voice of the caller (default en-us; en-gb, en-us+m3, …)
  --noise 20dB        noise around the caller, so much below the voice
  --echo -25dB@150    what is heard comes back into the caller's line, so loud and so late (ms)
  --agent "text"      a human takes the call that the flow transfers, and says this
  --agent-does what   what the human does with the offer: answer (default), busy, decline,
                      no-answer, or leave@1500: accept, and hang up 1500 ms after the telephone
                      of the human was connected (the whisper comes first)
  --agent-voice name  voice of the human (default en-gb)
  --queue name        queue of the human (default: the queues that the flow names)
  --record out.wav    stereo recording: left what the caller said, right what was heard
  --url address       a running system; default: one of its own on free ports with a throw-away database
  --ani, --dnis       calling and dialled number
  --var name=value    attribute of the call
  --patience 90s      longest wait for the bot to listen, to speak or to connect
  --count n           so many calls one after the other; with --json {"calls": [...]}
  --json              one JSON document on stdout

Exit code: 0 acted out as written, 1 the call broke off or stuck, 2 bad usage.`,
  run: async ({ args, environment, write, note, signal }) => {
    const { values, positionals, tokens } = parseCommandLine(args, options)
    const [flow, ...rest] = positionals
    if (flow === undefined || rest.length > 0) throw new UsageError('call takes one flow: its id, or its file. See --help.')
    const steps = parseSteps(tokens)
    const conduct = conductOf(values.agent, values['agent-does'], steps)
    const count = parseCount(values.count)
    const plan = {
      patienceMs: parseDuration('--patience', values.patience),
      ...(values.noise === undefined ? {} : { signalToNoiseDb: parseDecibels('--noise', values.noise) }),
      ...(values.echo === undefined ? {} : { echo: parseEcho(values.echo) }),
      ...(values.record === undefined ? {} : { recordFile: values.record }),
    }
    const attributes = {
      ...(values.ani === undefined ? {} : { ani: values.ani }),
      ...(values.dnis === undefined ? {} : { dnis: values.dnis }),
      variables: readVariables(values.var ?? []),
    }
    const reports = await withTarget({ flow, url: values.url, environment, signal, note }, async (target) => {
      const voice = rememberingVoice(target.voice)
      const ready = await prepareSteps(steps, voice, values.voice)
      const agent =
        conduct === undefined
          ? {}
          : {
              agent: {
                queues: values.queue ?? queuesOf(target),
                conduct,
                agentWords: await voice.speak(values.agent ?? agentSentence, values['agent-voice']),
                callerWords: await voice.speak(callerSentence, values.voice),
              },
            }
      return callRepeatedly(
        count,
        { ...plan, ...agent, url: target.url, request: { ...attributes, flow: target.flow }, steps: ready },
        values.json ? note : (line) => write(`${line}\n`),
      )
    })
    write(values.json ? asJson(count === 1 ? reports[0] : { calls: reports }) : reports.map(summaryOf).join('\n'))
    return reports.every((report) => report.problems.length === 0) ? exitCodes.done : exitCodes.problemsFound
  },
}

/** A human is there when one is named, or when the caller is to hang up on one. */
function conductOf(agent: string | undefined, does: string | undefined, steps: readonly Step[]): AgentConduct | undefined {
  if (does !== undefined) return parseConduct(does)
  const place = steps.find((step) => step.type === 'hang-up' && step.at !== undefined)
  if (place?.type === 'hang-up' && place.at === 'ringing') return { does: 'no-answer' }
  return agent !== undefined || (place?.type === 'hang-up' && place.at === 'whisper') ? { does: 'answer' } : undefined
}

async function callRepeatedly(count: number, plan: CallPlan, print: (line: string) => void): Promise<CallReport[]> {
  const reports: CallReport[] = []
  while (reports.length < count) reports.push(await placeCall({ ...plan, progress: printDialogue(print) }))
  return reports
}

function parseCount(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= 10_000) return count
  throw new UsageError(`--count ${text} is no number of calls: give 1 to 10000.`)
}

function queuesOf({ flow, queues }: Target): readonly string[] {
  if (queues.length > 0) return queues
  throw new UsageError(`--agent needs a queue, and flow "${flow}" names none: add a transfer node, or name the queue with --queue.`)
}
