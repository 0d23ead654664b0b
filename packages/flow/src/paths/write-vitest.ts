import { tellEnd, type CallEnd } from '../explore/call-end.js'
import type { CallScript, ScriptStep } from './call-script.js'
import { codeOfStep, literal } from './code-of-move.js'
import type { FlowPaths } from './flow-paths.js'

const promptLines = ({ prompts }: ScriptStep): string[] => prompts.filter((prompt) => prompt.trim() !== '').map((prompt) => `call.expectPrompt(${literal(prompt)})`)

const endLines = (end: CallEnd): string[] => {
  switch (end.type) {
    case 'failed':
      return [`call.expectEffect({ type: 'flow.failed', code: ${literal(end.code)} })`]
    case 'other-flow':
      return [`call.expectEffect({ type: 'call.continue-with', flow: ${literal(end.flow)} })`]
    case 'human':
      return [`call.expectEffect({ type: 'transfer.start', queue: ${literal(end.queue)} })`, 'call.expectEnded()']
    case 'voicemail':
      return [`call.expectEffect({ type: 'voicemail.keep', mailbox: ${literal(end.mailbox)} })`, 'call.expectEnded()']
    case 'hung-up':
      return [`call.expectEffect({ type: 'call.hang-up', cause: ${literal(end.cause)} })`, `call.expectEnded({ by: 'bot' })`]
    case 'caller-gone':
      return [`call.expectEnded({ by: 'caller' })`]
    case 'ended-outside':
      return ['call.expectEnded()']
    case 'unfinished':
      return []
  }
}

const startOf = ({ start: { direction, ani, dnis, variables } }: CallScript): string =>
  literal({ direction, ani, dnis, variables: Object.keys(variables).length === 0 ? undefined : variables })

const titleOf = ({ number, name, path, end }: CallScript): string => name === undefined ? `${number}: ${path.slice(0, 4).join(', ')}${path.length > 4 ? ` … ${path.at(-1) ?? ''}` : ''}. ${tellEnd(end).en}` : `${number}: ${name}`

const indented = (lines: readonly string[]): string => lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n')

const testOf = (script: CallScript): string => {
  const [first, ...rest] = script.steps
  const lines = [
    `const call = playCall(flow, ${startOf(script)})`,
    ...(first === undefined ? [] : promptLines(first)),
    ...rest.flatMap((step) => ['', ...codeOfStep(step), ...promptLines(step)]),
    '',
    `call.expectPath(${literal(script.path)})`,
    ...[...new Set(script.tags)].map((tag) => `call.expectTag(${literal(tag)})`),
    ...endLines(script.end),
  ]
  return `  it(${literal(titleOf(script))}, () => {\n${indented(lines)}\n  })\n`
}

/**
 * The conversations as a test file: it passes on the flow as it is.
 * @param file path of the flow file, as the test file names it: relative to itself
 */
export const vitestText = (paths: FlowPaths, file: string): string => `import { describe, it } from 'vitest'
import { playCall, readFlowFile } from '@callchart/flow/testing'

// ${paths.scripts.length} conversations that take ${paths.taken.length} of ${paths.transitionCount} transitions; ${paths.untakeable.length} cannot be taken, for ${paths.open.length} no conversation was found.
const flow = readFlowFile(new URL(${literal(file)}, import.meta.url))

describe(${literal(paths.name)}, () => {
${paths.scripts.map(testOf).join('\n')}})
`
