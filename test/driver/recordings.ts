import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CallView } from '@callchart/protocol'
import { expect } from 'vitest'
import { numberAlone } from '../../packages/runtime/src/testing/number-alone.js'
import { isSilent, recordingUrl, stretchOf, type Sides } from './recorded-sides.js'
import type { TestSystem } from './system.js'

/** On disk, stored or on their way there. */
export const filesOf = ({ dataDir }: TestSystem, callId: string): string[] =>
  ['recordings', 'recording-spool'].flatMap((folder) => (existsSync(join(dataDir, folder)) ? readdirSync(join(dataDir, folder)) : [])).filter((name) => name.startsWith(callId))

/** Pauses are silence to the sample: the flow's own, the code that is asked for, and the prompt that reads it back; nobody can read the code. */
export function hidesCode(view: CallView, sides: Sides, code: string): void {
  const gaps = view.recordings?.[0]?.gaps ?? []
  expect(gaps.length).toBeGreaterThan(0)
  for (const gap of gaps) for (const side of [sides.caller, sides.heard]) expect(isSilent(stretchOf(side, sides, gap))).toBe(true)
  expect(view.transcript.filter(({ text }) => text.startsWith('Your code is')).map(({ text }) => text)).toEqual(['Your code is ••••.'])
  expect(view.transcript.filter(({ nodeId, who }) => nodeId === 'code' && who === 'caller').map(({ text }) => text)).toEqual(['••••'])
  expect(JSON.stringify(view)).not.toMatch(numberAlone(code))
}

/** Neither a file nor a row. */
export async function keepsNothing(there: TestSystem, view: CallView): Promise<void> {
  expect(view).toMatchObject({ recording: 'none', cdr: [{ recorded: false }] })
  expect(view).not.toHaveProperty('recordings')
  expect((await fetch(recordingUrl(there, view.callId))).status).toBe(404)
  expect(filesOf(there, view.callId)).toEqual([])
}
