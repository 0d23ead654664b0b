import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { msToSamples, readWav, type CallView } from '@callchart/protocol'
import { expect } from 'vitest'
import type { TestSystem } from './system.js'

/** Both sides of a call, as its recording has them. */
export interface Sides {
  readonly caller: Int16Array
  readonly heard: Int16Array
  /** Where the file begins on the call's clock. */
  readonly fromMs: number
}

export const recordingUrl = ({ system }: TestSystem, callId: string): string => `${system.url}/v1/calls/${callId}/recording`

/** The recording of a call, once it is stored. */
export async function sidesOf(there: TestSystem, { callId, recordings }: CallView): Promise<Sides> {
  let file: ArrayBuffer | undefined
  await there.until('the stored recording', async () => {
    const response = await fetch(recordingUrl(there, callId))
    if (response.ok) file = await response.arrayBuffer()
    return response.ok
  })
  const both = new Int16Array(Uint8Array.from(readWav(new Uint8Array(file ?? new ArrayBuffer(0)))?.audio ?? []).buffer)
  const side = (channel: number): Int16Array => Int16Array.from({ length: both.length / 2 }, (_, index) => both[index * 2 + channel] ?? 0)
  return { caller: side(0), heard: side(1), fromMs: recordings?.[0]?.fromMs ?? 0 }
}

/** What the recording has of a stretch of the call. */
export const stretchOf = (side: Int16Array, { fromMs }: Sides, stretch: { readonly fromMs: number; readonly toMs: number }): Int16Array =>
  side.subarray(msToSamples(stretch.fromMs - fromMs), msToSamples(stretch.toMs - fromMs))

const isSilent = (samples: Int16Array): boolean => samples.length > 0 && samples.every((sample) => sample === 0)

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
  expect(JSON.stringify(view)).not.toContain(code)
}

/** Neither a file nor a row. */
export async function keepsNothing(there: TestSystem, view: CallView): Promise<void> {
  expect(view).toMatchObject({ recording: 'none', cdr: [{ recorded: false }] })
  expect(view).not.toHaveProperty('recordings')
  expect((await fetch(recordingUrl(there, view.callId))).status).toBe(404)
  expect(filesOf(there, view.callId)).toEqual([])
}
