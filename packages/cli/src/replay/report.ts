import type { ReadyVersion, Replay, StepDifference } from '@callchart/runtime'
import { stepLine, type ReplayGroup, type ReplayGroups } from './groups.js'

const shownIds = 10

const counted = (count: number, what = 'call'): string => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`

const headings: Readonly<Record<Replay['verdict'], string>> = {
  same: 'the same',
  incomparable: 'not comparable',
  changed: 'changed',
  diverged: 'not known: draft and recording part',
  unfaithful: 'not reproduced on their own version',
}

/** The table of outcomes. @param problems calls that could not be replayed */
export function reportText(groups: ReplayGroups, draft: ReadyVersion | undefined, problems: number): string {
  const { counts, steps } = groups
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const own = total === 1 ? 'on its own version' : 'on their own versions'
  const on = draft === undefined ? own : `on version ${draft.version.slice(0, 12)} of ${draft.manifest.flow}`
  const parts = (['same', 'changed', 'diverged', 'unfaithful', 'incomparable'] as const).flatMap((verdict) => (counts[verdict] === 0 ? [] : [`${counts[verdict].toLocaleString('en')} ${headings[verdict]}`]))
  const head = `${counted(total)} ${on}: ${parts.length === 0 ? 'none' : parts.join(', ')}${problems === 0 ? '' : `; ${counted(problems, 'problem')}`}\n`
  const compared = `${steps.compared.toLocaleString('en')} of ${counted(steps.all, 'step')} as recorded could be compared with the live ${total === 1 ? 'call' : 'calls'}\n`
  return [`${head}${total === 0 ? '' : compared}`, ...groups.list.map(groupText)].join('\n')
}

function groupText({ verdict, lines, example, callIds }: ReplayGroup): string {
  const shown = callIds.slice(0, shownIds).join(', ')
  const more = callIds.length > shownIds ? ` and ${(callIds.length - shownIds).toLocaleString('en')} more` : ''
  const told = [...lines, ...differenceLines(example), `calls      ${shown}${more}`]
  return `${counted(callIds.length)} ${headings[verdict]}\n${told.map((line) => `  ${line}\n`).join('')}`
}

function differenceLines({ callId, firstDifference, unfaithful }: Replay): string[] {
  if (unfaithful !== undefined) {
    const { step, journaled, replayed } = unfaithful
    return [`first difference, step ${step.step} of call ${callId}`, `  live       effects ${journaled}`, `  again      effects ${replayed}: ${stepLine(step)}`]
  }
  return firstDifference === undefined ? [] : sides(callId, firstDifference)
}

function sides(callId: string, { before, after }: StepDifference): string[] {
  const side = (name: string, step: StepDifference['before']): string => `  ${name.padEnd(9)}  ${step === undefined ? 'the call is over' : `step ${step.step}: ${stepLine(step)}`}`
  return [`first difference in call ${callId}`, side('recorded', before), side('draft', after)]
}
