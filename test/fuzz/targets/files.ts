import { readFileSync } from 'node:fs'
import { compileFlow, readCalendar, readFaq, readFlow, readJson, readRules, checkStructure, parseFlow, startSnapshot, createFlowMachine, type DraftDocument } from '@callchart/flow'
import { readSealedHeader, readWav, sealedLayout, wavFile, wavHeader, writeSealedHeader } from '@callchart/protocol'
import { readSheetCsv, sheetCsv, textOfFile } from '../../../packages/designer/src/prompts/sheet/sheet-csv.js'
import { pcmOfWav } from '../../../packages/media-bridge/src/engines/wav.js'
import { EngineFault } from '../../../packages/media-bridge/src/engines/engine-fault.js'
import { decodeWav } from '../../../packages/media-bridge/src/speak/wav.js'
import { checkAudio } from '../../../packages/runtime/src/audio/audio-store.js'
import { JournalReader, writeJournal } from '../../../packages/runtime/src/replay/journal-file.js'
import { aCallOf, bankFlow, readyVersion } from '../../../packages/runtime/src/testing/replay-flows.js'
import { deskFlow } from '../../../packages/runtime/src/testing/flows.js'
import { binaryLike, bytesLike, chosen, jsonLike, readChosen, textLike } from '../inputs.js'
import { mayRefuse, mustHold, type FuzzTarget } from '../target.js'

const fileOf = (name: string): string => readFileSync(`flows/${name}`, 'utf8')
const documentOf = (name: string): object => JSON.parse(fileOf(name)) as object

const flows = [deskFlow, bankFlow, documentOf('identify-employee.flow.json')]
const flowWords = ['{{ name }}', 'endpoint://x/', 'say', 'ask', 'hangup', 'jump', 'transfer', 'en-US', 'zh-CN', 'begin', 'bye', '(', '1 +', '<speak>']

/** What is read of a file before its calls are gone through: the web app does so at every change. */
const flow: FuzzTarget = {
  name: 'file-flow',
  inputs: jsonLike(flows, flowWords),
  take(input) {
    const json = readJson(input.toString('utf8'))
    if (!('value' in json)) return
    const parsed = parseFlow(json.value)
    if (!('document' in parsed)) return
    const problems = checkStructure(parsed.document)
    if (problems.some(({ severity }) => severity === 'error')) return
    const compiled = mayRefuse(() => compileFlow(parsed.document))
    if (compiled !== undefined) startSnapshot(createFlowMachine(compiled))
  },
}

/** Everything that is checked before a flow is published; the runtime does it in a thread of its own. */
const flowCheck: FuzzTarget = {
  name: 'file-flow-check',
  inputs: jsonLike([deskFlow], flowWords),
  mostCpuMs: 2_000,
  take(input) {
    readFlow(input.toString('utf8'))
  },
}

const rules = fileOf('rules.json')
const resources: FuzzTarget = {
  name: 'file-resources',
  inputs: chosen(
    jsonLike([documentOf('helpdesk.calendar.json')], ['09:00', '24:00', '2026-02-30', 'Europe/Berlin', 'monday']),
    jsonLike([documentOf('front-desk.faq.json')]),
    jsonLike([JSON.parse(rules) as object]),
  ),
  take(input) {
    const { choice, bytes } = readChosen(input)
    const text = bytes.toString('utf8')
    if (choice === 0) readCalendar(text, '2026-03-04')
    else if (choice === 1) readFaq(text)
    else readRules(text)
  },
}

const sheetFlow = deskFlow as unknown as DraftDocument
const sheet = sheetCsv(sheetFlow)
const csv: FuzzTarget = {
  name: 'file-prompt-sheet',
  inputs: textLike([sheet, sheet.replaceAll(',', ';'), sheet.replaceAll('\r\n', '\n')], [',', '"', '""', '\r', '\n', ';', '\t', '=1+1', "'", 'node', 'en-US', 'bye', '2']),
  take(input) {
    const read = readSheetCsv(textOfFile(input), sheetFlow)
    if (typeof read === 'string') return
    mustHold(read.changes.every(({ language }) => sheetFlow.languages.includes(language)), 'a change is of a language of the flow')
  },
}

const pcm = new Uint8Array(640)
const wavs = [wavFile(pcm, 8_000, 'linear16'), wavFile(pcm, 16_000, 'linear16'), wavFile(pcm, 8_000, 'mulaw'), Buffer.concat([wavHeader(8, { sampleRateHz: 8_000, encoding: 'linear16' }).subarray(0, 36), Buffer.from('LIST\x03\0\0\0abc\0data\x08\0\0\0', 'latin1'), new Uint8Array(8)])]
const wav: FuzzTarget = {
  name: 'file-wav',
  inputs: binaryLike(wavs),
  take(input) {
    const read = readWav(input)
    if (read !== undefined) mustHold(read.audio.length <= input.length, 'no more audio is read than there is')
    mayRefuse(() => checkAudio(input))
    decodeWav(input)
    mayRefuse(() => pcmOfWav('e', input), EngineFault)
  },
}

const sealed: FuzzTarget = {
  name: 'file-sealed-recording',
  inputs: bytesLike([writeSealedHeader({ channelCount: 2, chunkBytes: 16_000, salt: new Uint8Array(8) })]),
  take(input) {
    const header = readSealedHeader(input)
    if (header === undefined) return
    const { chunkCount, audioBytes } = sealedLayout(input.length * 1_000, header)
    mustHold(Number.isInteger(chunkCount) && chunkCount >= 0 && audioBytes >= 0, 'a recording has a length')
  },
}

const version = readyVersion(bankFlow)
const recorded = writeJournal(aCallOf(version).says('my balance').presses('4321').recorded(), [])
const journal: FuzzTarget = {
  name: 'file-journal',
  inputs: textLike([recorded], ['\n', '"kind":"event"', '"sequence":1', '{"chart":{}}', 'null']),
  take(input) {
    const reader = new JournalReader('calls.jsonl')
    mayRefuse(() => {
      for (const line of input.toString('utf8').split('\n')) reader.take(line)
      reader.end()
    })
  },
}

export const fileTargets: readonly FuzzTarget[] = [flow, flowCheck, resources, csv, wav, sealed, journal]
