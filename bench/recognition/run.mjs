/**
 * How often the embedded recogniser gets a menu phrase right, refuses what is not on the menu, and how long after the end of the
 * audio its answer comes. Voices: espeak-ng by the engine itself, flite and festival where they are installed.
 *
 *   node bench/recognition/run.mjs [--voices en-us,flite:slt] [--menu travel] [--noise 20] [--gain -10] [--list]
 */
import { Buffer } from 'node:buffer'
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { credentials } from '@grpc/grpc-js'
import { digitStrings, menus, offMenu } from './material.mjs'

const root = fileURLToPath(new URL('../../packages/speech-engine/dist/', import.meta.url))
const { loadClient } = await import(join(root, 'grpc/protos.js'))
const { values: flags } = parseArgs({
  options: { voices: { type: 'string' }, menu: { type: 'string' }, noise: { type: 'string' }, gain: { type: 'string', default: '0' }, list: { type: 'boolean' } },
})
const installed = (command) => spawnable(command, ['--version']) || spawnable(command, ['-h'])
const voices = flags.voices?.split(',') ?? [
  'en-us', 'en-gb', 'en-us+m3', 'en-us+f2',
  ...(installed('flite') ? ['flite:kal', 'flite:slt', 'flite:rms', 'flite:awb'] : []),
  ...(installed('text2wave') ? ['festival'] : []),
]

function spawnable(command, args) {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch (error) {
    return error.code !== 'ENOENT'
  }
}

const engine = spawn(process.execPath, [join(root, 'main.js')], {
  stdio: ['pipe', 'pipe', 'inherit'],
  env: { ...process.env, SPEECH_ENGINE_EXIT_WITH_PARENT: '1', LOG_LEVEL: 'error' },
})
const ready = await new Promise((resolve) => createInterface({ input: engine.stdout }).once('line', resolve))
const { address } = JSON.parse(ready)
const speech = new (loadClient('speech'))(address, credentials.createInsecure())
const textToSpeech = new (loadClient('textToSpeech'))(address, credentials.createInsecure())
const folder = mkdtempSync(join(tmpdir(), 'recognition-'))

/** Speech as { rateHz, samples }. */
async function speak(voice, text) {
  const wav = join(folder, 'out.wav')
  if (voice.startsWith('flite:')) execFileSync('flite', ['-voice', voice.slice(6), '-t', text, '-o', wav])
  else if (voice === 'festival') {
    writeFileSync(join(folder, 'in.txt'), text)
    execFileSync('text2wave', ['-o', wav, join(folder, 'in.txt')])
  } else {
    const request = { input: { text }, voice: { name: voice }, audio_config: { audio_encoding: 'LINEAR16', sample_rate_hertz: 8000 } }
    writeFileSync(wav, (await new Promise((resolve, reject) => textToSpeech.SynthesizeSpeech(request, (error, answer) => (error ? reject(error) : resolve(answer))))).audio_content)
  }
  return readWav(readFileSync(wav))
}

function readWav(file) {
  const start = file.indexOf('data', 12, 'latin1') + 8
  const bytes = file.subarray(start, start + file.readUInt32LE(start - 4))
  return { rateHz: file.readUInt32LE(24), samples: Int16Array.from({ length: bytes.length >> 1 }, (_, index) => bytes.readInt16LE(index * 2)) }
}

let seed = 1
function gauss() {
  let sum = 0
  for (let index = 0; index < 12; index += 1) {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff
    sum += seed / 0x7fffffff
  }
  return sum - 6
}

/** 300 ms before and 700 ms after the speech, as a bridge would send; then gain, then noise below the speech's own level. */
function onTheLine({ rateHz, samples }) {
  const padded = new Float64Array(samples.length + rateHz)
  padded.set(Float64Array.from(samples, (sample) => sample * 10 ** (Number(flags.gain) / 20)), Math.round(rateHz * 0.3))
  const loud = padded.filter((sample) => Math.abs(sample) > 300 * 10 ** (Number(flags.gain) / 20))
  const level = Math.sqrt(loud.reduce((sum, sample) => sum + sample ** 2, 0) / Math.max(1, loud.length))
  const noise = flags.noise === undefined ? 0 : level * 10 ** (-Number(flags.noise) / 20)
  const bytes = Buffer.alloc(padded.length * 2)
  padded.forEach((sample, index) => bytes.writeInt16LE(Math.max(-32_768, Math.min(32_767, Math.round(sample + noise * gauss()))), index * 2))
  return { rateHz, bytes }
}

/** Sends a piece every time the engine had time to decode the last, so that what is measured is the work left at the end. */
function recognise({ rateHz, bytes }, grammar) {
  return new Promise((resolve, reject) => {
    const call = speech.StreamingRecognize()
    let heard
    let endedAt = 0
    call.on('data', (response) => (heard = response.results[0]))
    call.on('error', reject)
    call.on('end', () => resolve({ text: heard?.alternatives[0]?.transcript ?? '', confidence: heard?.alternatives[0]?.confidence ?? 0, finalMs: performance.now() - endedAt }))
    call.write({ streaming_config: { config: { encoding: 'LINEAR16', sample_rate_hertz: rateHz, language_code: 'en-US', ...grammar } } })
    const piece = rateHz / 5
    const next = (at) => {
      if (at < bytes.length) {
        call.write({ audio_content: bytes.subarray(at, at + piece) })
        setTimeout(next, 12, at + piece)
      } else {
        endedAt = performance.now()
        call.end()
      }
    }
    next(0)
  })
}

const percent = (part, whole) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`.padStart(7)
const total = { said: 0, right: 0, exact: 0, wrong: 0, off: 0, accepted: 0, strings: 0, stringsRight: 0 }
const finals = []
const note = (...line) => flags.list && console.log('  ', ...line)

async function measureVoice(voice) {
  const row = { said: 0, right: 0, exact: 0, wrong: 0, off: 0, accepted: 0, strings: 0, stringsRight: 0 }
  for (const branches of Object.entries(menus).filter(([name]) => (flags.menu ?? name) === name).map(([, menu]) => menu)) {
    const branchOf = new Map(Object.entries(branches).flatMap(([branch, phrases]) => phrases.map((phrase) => [phrase, branch])))
    const grammar = { speech_contexts: [{ phrases: [...branchOf.keys()] }] }
    const hear = async (text) => {
      const result = await recognise(onTheLine(await speak(voice, text)), grammar)
      finals.push(result.finalMs)
      return result
    }
    for (const [phrase, branch] of branchOf) {
      const { text, confidence } = await hear(phrase)
      row.said += 1
      row.exact += text === phrase
      row.right += branchOf.get(text) === branch
      row.wrong += text !== '' && branchOf.get(text) !== branch
      if (branchOf.get(text) !== branch) note(voice, `said "${phrase}" heard "${text}"`, confidence.toFixed(2))
    }
    for (const phrase of offMenu) {
      const { text, confidence } = await hear(phrase)
      row.off += 1
      row.accepted += text !== ''
      if (text !== '') note(voice, `off the menu: said "${phrase}" heard "${text}"`, confidence.toFixed(2))
    }
  }
  for (const digits of digitStrings) {
    const grammar = { adaptation: { abnf_grammar: { abnf_strings: [digitGrammar('4')] } } }
    const { text, confidence } = await recognise(onTheLine(await speak(voice, digits)), grammar)
    row.strings += 1
    row.stringsRight += text.replaceAll('oh', 'zero') === digits.replaceAll('oh', 'zero')
    if (text !== digits) note(voice, `digits: said "${digits}" heard "${text}"`, confidence.toFixed(2))
  }
  for (const key of Object.keys(row)) total[key] += row[key]
  show(voice, row)
}

const digitGrammar = (count) =>
  `#ABNF 1.0 UTF-8;\nlanguage en-US;\nroot $digits;\n$digit = zero | oh | one | two | three | four | five | six | seven | eight | nine;\n$digits = $digit<${count}>;\n`

function show(name, row) {
  console.log(
    `${name.padEnd(10)} branch ${percent(row.right, row.said)}  exact ${percent(row.exact, row.said)}  wrong ${percent(row.wrong, row.said)}` +
      `  off the menu, accepted ${percent(row.accepted, row.off)}  four digits ${percent(row.stringsRight, row.strings)}  (${row.said}, ${row.off}, ${row.strings})`,
  )
}

try {
  for (const voice of voices) await measureVoice(voice)
  show('all', total)
  finals.sort((a, b) => a - b)
  const at = (share) => finals[Math.floor(finals.length * share)]?.toFixed(1)
  console.log(`final after the end of audio: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`)
} finally {
  rmSync(folder, { recursive: true, force: true })
  engine.stdin.end()
}
