import { UsageError } from '../errors.js'
import { benchLatencyCommand } from './bench/latency.js'
import { benchNluCommand } from './bench/nlu.js'
import { benchNluKeyCommand } from './bench/nlu-key.js'
import type { Command } from './command.js'

/** What can be measured, in the order of the help. */
const benches: readonly Command[] = [benchLatencyCommand, benchNluCommand, benchNluKeyCommand]

const width = Math.max(...benches.map(({ name }) => name.length))

export const bench: Command = {
  name: 'bench',
  summary: 'measure the system on this machine',
  help: `Usage: callchart bench <what> [options]

What:
${benches.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}

"callchart bench <what> --help" tells more.`,
  helpOf: ([what]) => benches.find(({ name }) => name === what)?.help,
  run: async (context) => {
    const [what, ...args] = context.args
    const measured = benches.find(({ name }) => name === what)
    if (!measured) throw new UsageError(`bench measures ${benches.map(({ name }) => `"${name}"`).join(', ')}. See --help.`)
    return measured.run({ ...context, args })
  },
}
