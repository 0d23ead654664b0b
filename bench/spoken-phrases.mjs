/**
 * How well callers are understood: every sample phrase of one question, in several voices, as whole spoken calls.
 *
 *   node bench/spoken-phrases.mjs flows/card-services.flow.json question [--noise 20] [--voices a,b] [--concurrency 3] [--json]
 *
 * Right at first attempt, right within one re-prompt, wrong branch: per voice and in all. A voice is named by its
 * program and itself ("espeak en-us+f4,festival ked_diphone"); voices of programs that are not installed are left out.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { connectVoice, placeCall, readWav, startSystem } from '@callchart/cli'
import { pino } from 'pino'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { noise: { type: 'string' }, concurrency: { type: 'string', default: '3' }, json: { type: 'boolean', default: false }, voices: { type: 'string' } },
})
const [flowFile, nodeId] = positionals
if (flowFile === undefined || nodeId === undefined) {
  console.error('usage: node bench/spoken-phrases.mjs FLOW-FILE NODE [--noise DB] [--voices a,b] [--concurrency N] [--json]')
  process.exit(2)
}

const flow = JSON.parse(readFileSync(flowFile, 'utf8'))
const language = flow.languages[0]
const question = flow.nodes.find(({ id }) => id === nodeId)

/** Phrases of the question's branches and of the key intents, with what each must be understood as. */
function samplePhrases() {
  const branches = question.branches.map(({ on }) => on).filter((on) => flow.intents[on] !== undefined)
  const own = branches.flatMap((intent) => flow.intents[intent].phrases[language].map((text) => ({ text, intent })))
  const keys = Object.entries(flow.keyIntents).flatMap(([intent, key]) => (key.phrases?.[language] ?? []).map((text) => ({ text, intent })))
  return [...own, ...keys]
}

const folder = mkdtempSync(join(tmpdir(), 'callchart-recognition-'))
let files = 0

async function fromProgram(command, args) {
  const wav = join(folder, `${(files += 1)}.wav`)
  execFileSync(command, args(wav), { stdio: ['ignore', 'ignore', 'ignore'] })
  return readWav(wav)
}

const defaultVoices = ['espeak en-us', 'espeak en-gb', 'espeak en-us+m3', 'flite slt', 'flite kal', 'festival kal_diphone']

/** What a program needs to speak in a voice of its own; the embedded engine's voices need none. */
const programs = {
  flite: (name, text) => fromProgram('flite', (wav) => ['-voice', name, '-t', text, '-o', wav]),
  festival: (name, text) => fromProgram('sh', (wav) => ['-c', 'echo "$1" | text2wave -eval "(voice_$2)" -o "$3"', 'sh', text, name, wav]),
}
const programOf = { flite: 'flite', festival: 'text2wave' }

/** A voice by its name, "PROGRAM VOICE": text -> mono PCM16 at 8 kHz. */
function speakerNamed(voiceName, voice) {
  const [program, name] = voiceName.split(' ')
  return program === 'espeak' ? (text) => voice.speak(text, name) : (text) => programs[program](name, text)
}

function installed(command) {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Says it when the bot listens, and once more if it is asked again. */
async function tryPhrase(url, phrase, samples) {
  const step = { type: 'wav', file: phrase.text, samples }
  const plan = { url, request: { flow: flow.id }, steps: [step, step, { type: 'hang-up' }], patienceMs: 20_000 }
  const report = await placeCall(values.noise === undefined ? plan : { ...plan, signalToNoiseDb: Number(values.noise) })
  const heard = report.transcript.filter(({ who }) => who === 'caller').map(({ intent, text }) => ({ intent, text }))
  const [first, second] = heard
  const outcome = first?.intent === phrase.intent ? 'first' : first?.intent !== undefined ? 'wrong' : second?.intent === phrase.intent ? 'second' : second?.intent !== undefined ? 'wrong' : 'never'
  return { ...phrase, outcome, heard }
}

const percent = (count, total) => Math.round((count / total) * 1_000) / 10
const summaryOf = (results) => {
  const count = (...outcomes) => results.filter(({ outcome }) => outcomes.includes(outcome)).length
  return {
    calls: results.length,
    firstPercent: percent(count('first'), results.length),
    withinOneRepromptPercent: percent(count('first', 'second'), results.length),
    wrongPercent: percent(count('wrong'), results.length),
  }
}

const system = await startSystem({ flowsDir: dirname(flowFile), logger: pino({ level: 'silent' }) })
const voice = connectVoice(system.speechAddress)
const results = []
try {
  const wanted = values.voices?.split(',') ?? defaultVoices
  const names = wanted.filter((name) => name.startsWith('espeak ') || installed(programOf[name.split(' ')[0]] ?? 'no program of this name'))
  for (const name of wanted) if (!names.includes(name)) console.error(`left out, its program is not installed: ${name}`)
  const work = []
  for (const name of names) {
    const speak = speakerNamed(name, voice)
    for (const phrase of samplePhrases()) work.push({ name, phrase, samples: await speak(phrase.text) })
  }
  const total = work.length
  const worker = async () => {
    for (let item = work.shift(); item !== undefined; item = work.shift()) {
      const result = { voice: item.name, ...(await tryPhrase(system.url, item.phrase, item.samples)) }
      results.push(result)
      if (result.outcome !== 'first') console.error(`${result.voice}: "${result.text}" -> ${result.outcome} (${result.heard.map(({ text, intent }) => `"${text}" ${intent ?? '-'}`).join(', ')})`)
      if (results.length % 10 === 0) console.error(`${results.length} of ${total} calls`)
    }
  }
  await Promise.all(Array.from({ length: Number(values.concurrency) }, worker))
} finally {
  voice.close()
  await system.close()
  rmSync(folder, { recursive: true, force: true })
}
const byVoice = Object.fromEntries([...new Set(results.map(({ voice: name }) => name))].map((name) => [name, summaryOf(results.filter(({ voice: other }) => other === name))]))
if (values.json) console.log(JSON.stringify({ all: summaryOf(results), byVoice }))
else console.table({ ...byVoice, all: summaryOf(results) })
process.exit(0)
