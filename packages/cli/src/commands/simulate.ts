import { createInterface } from 'node:readline'
import { behaviours, versionIdentity, type SimulatedCall, type SimulatedLine } from '@callchart/flow'
import { parseSteps, stepOptions } from '../caller/parse-steps.js'
import type { Step } from '../caller/step.js'
import { UsageError } from '../errors.js'
import { actOut, callEnd, simulateCall, stepOfLine, transferOutcomes, type TransferOutcome } from '../simulation/simulation.js'
import { readGoodFlow } from '../system/good-flow.js'
import { readSettings } from '../system/settings.js'
import { asJson, exitCodes, parseCommandLine, type Command, type CommandContext } from './command.js'
import { simulateMany } from './simulate-many.js'

const options = {
  say: stepOptions.say,
  press: stepOptions.press,
  silence: { type: 'boolean', multiple: true },
  hangup: stepOptions.hangup,
  answer: { type: 'string', multiple: true },
  transfer: { type: 'string', default: 'connected' },
  var: { type: 'string', multiple: true },
  'answered-by': { type: 'string' },
  json: { type: 'boolean', default: false },
  calls: { type: 'string' },
  seed: { type: 'string' },
  behaviour: { type: 'string' },
} as const

export const simulate: Command = {
  name: 'simulate',
  summary: 'talk to a flow by text, on the machine of real calls, in virtual time',
  help: `Usage: callchart simulate <flow id or file> [steps] [options]
       callchart simulate <flow id or file> --calls 10000 [--seed 1] [--behaviour ${behaviours.map(({ name }) => name).join('|')}] [--json]

Steps, in the order given: --say "text", --press 12#, --silence (until the flow gives up waiting), --hangup.
Without steps it asks: type what the caller says; keys alone are pressed; "/silence" and "/hangup".

Options:
  --answer JSON        what HTTP requests get, in order, the last one for all further:
                       {"status": 200, "body": {...}} or {"failure": "timeout"};
                       default: what the services of the example flows answer, failure for others
  --transfer outcome   ${transferOutcomes.join(', ')} (default connected);
                       queued: the caller waits, so that keys of the queue can be pressed
  --answered-by who    we place the call, and human, machine or unknown answers
  --var name=value     attribute of the call
  --json               one JSON document on stdout

Many calls:
  --calls count        simulates so many calls, and tells how they end, which paths they take, where callers leave,
                       how long they last, and what none of them reaches
  --seed number        the same calls for the same seed (default 1)
  --behaviour name     how the callers behave (default random)

Exit code: 0 the steps could be acted out, 1 not, 2 bad usage.`,
  run: async (context) => {
    const { values, positionals, tokens } = parseCommandLine(context.args, options)
    const [flow, ...rest] = positionals
    if (flow === undefined || rest.length > 0) throw new UsageError('simulate takes one flow: its id, or its file. See --help.')
    if (values.calls !== undefined) return simulateMany(context, flow, { ...values, calls: values.calls })
    if (values.seed !== undefined || values.behaviour !== undefined) throw new UsageError('--seed and --behaviour are for many calls: give --calls.')
    const steps = parseSteps(
      tokens.map((token) => (token.kind === 'option' && token.name === 'silence' ? { ...token, value: '0' } : token)),
    )
    const outcome = readOutcome(values.transfer)
    const { document, compiled, resources } = await readGoodFlow(flow, readSettings(context.environment, { port: 0, logLevel: 'warn' }).flowsDir)
    const answeredBy = readAnsweredBy(values['answered-by'])
    const direction = answeredBy === undefined ? {} : ({ direction: 'outbound' } as const)
    const call = simulateCall(compiled, { answers: values.answer ?? [], variables: values.var ?? [], ...direction, resources })
    if (answeredBy !== undefined) call.isAnsweredBy(answeredBy)
    const show = printer(call, values.json ? () => undefined : context.write)
    show()
    const problem = steps.length > 0 || values.json ? runSteps(call, steps, outcome, show) : await converse(call, outcome, show, context)
    if (values.json)
      context.write(
        asJson({ flow: document.id, version: versionIdentity(document, resources), ...callEnd(call), ...(problem === undefined ? {} : { problem }) }),
      )
    else
      context.write(
        `${problem ?? `${call.isOver ? 'The call is over' : `The call is in ${call.statePath.join('.')}`}: ${call.path.join(' -> ')}`}\n`,
      )
    return problem === undefined ? exitCodes.done : exitCodes.problemsFound
  },
}

function readOutcome(text: string): TransferOutcome {
  const outcome = transferOutcomes.find((each) => each === text)
  if (outcome === undefined) throw new UsageError(`--transfer ${text} does not exist: ${transferOutcomes.join(', ')}.`)
  return outcome
}

const answering = ['human', 'machine', 'unknown'] as const

function readAnsweredBy(text: string | undefined): (typeof answering)[number] | undefined {
  const who = answering.find((each) => each === text)
  if (text !== undefined && who === undefined) throw new UsageError(`--answered-by ${text} does not exist: ${answering.join(', ')}.`)
  return who
}

/** Returns why a step could not be acted out. */
function runSteps(call: SimulatedCall, steps: readonly Step[], outcome: TransferOutcome, show: () => void): string | undefined {
  for (const step of steps) {
    const problem = actOut(call, step, outcome)
    show()
    if (problem !== undefined) return problem
  }
  return undefined
}

async function converse(
  call: SimulatedCall,
  outcome: TransferOutcome,
  show: () => void,
  { input, note, signal }: CommandContext,
): Promise<string | undefined> {
  const lines = createInterface({ input, signal })
  for await (const line of lines) {
    if (line.trim() === '') continue
    const problem = actOut(call, stepOfLine(line.trim()), outcome)
    if (problem !== undefined) note(problem)
    show()
    if (call.isOver) break
  }
  lines.close()
  return undefined
}

/** Prints the lines that are new since the last time. */
function printer(call: SimulatedCall, write: (text: string) => void): () => void {
  let shown = 0
  return () => {
    for (const line of call.lines.slice(shown)) write(`${line.who.padEnd(6)}  ${line.text}${meaning(line)}\n`)
    shown = call.lines.length
  }
}

function meaning({ interpretation }: SimulatedLine): string {
  switch (interpretation?.type) {
    case undefined:
      return ''
    case 'intent':
    case 'auxiliary':
      return `  [${interpretation.intent} ${interpretation.confidence.toFixed(2)}]`
    case 'key-intent':
      return `  [${interpretation.keyIntent} ${interpretation.confidence.toFixed(2)}]`
    case 'value':
      return `  [${JSON.stringify(interpretation.value)}]`
    case 'ambiguous':
      return `  [${interpretation.intents.join(' or ')}? ${interpretation.confidence.toFixed(2)}]`
    case 'no-match':
      return '  [not understood]'
  }
}
