/**
 * How fast recorded calls run again. Makes journals of an example flow by its own fold, writes them to files, and replays those: on the
 * version that they were recorded on, each step compared by its hash, and on a draft.
 *
 *   node bench/replay.mjs [--calls 10000] [--flow card-services] [--seed 1] [--json]
 *
 * Beside it stands the raw limit in the same run: the same files read line by line and parsed as JSON.
 */
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { compileFlow, readResources, versionIdentity } from '@callchart/flow'
import { JournalReader, makeReady, recordCalls, replayCall, writeJournal } from '@callchart/runtime'

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '10000' }, flow: { type: 'string', default: 'card-services' }, seed: { type: 'string', default: '1' }, json: { type: 'boolean', default: false } },
})
const wanted = Number(values.calls)
const callsPerFile = 500

const flowsDir = new URL('../flows/', import.meta.url)
const { resources } = readResources(
  readdirSync(flowsDir)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, text: readFileSync(new URL(name, flowsDir), 'utf8') })),
)
const document = resources.flows.get(values.flow)
if (document === undefined) throw new Error(`There is no flow "${values.flow}" in flows/.`)

const linesOf = (file) => createInterface({ input: createReadStream(file, { encoding: 'utf8', highWaterMark: 1_000_000 }), crlfDelay: Infinity })
/** Of the clock, and of the processor where others use it too. */
const timed = async (work) => {
  const [from, used] = [performance.now(), process.cpuUsage()]
  const result = await work()
  const { user, system } = process.cpuUsage(used)
  return { seconds: (performance.now() - from) / 1_000, cpuSeconds: (user + system) / 1e6, result }
}

const folder = mkdtempSync(join(tmpdir(), 'callchart-replay-'))
try {
  const { chart, calls } = recordCalls(document, resources, Number(values.seed))
  const files = []
  let [made, entryCount, texts] = [0, 0, []]
  for (const call of calls) {
    if (made === wanted) break
    texts.push(writeJournal(call, made % callsPerFile === 0 ? [chart] : []))
    made += 1
    entryCount += call.entries.length
    if (made % callsPerFile !== 0 && made !== wanted) continue
    const file = join(folder, `${String(files.length).padStart(4, '0')}.jsonl`)
    writeFileSync(file, texts.join(''))
    files.push(file)
    texts = []
  }
  const megabytes = files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6

  const raw = await timed(async () => {
    let count = 0
    for (const file of files) for await (const line of linesOf(file)) count += JSON.parse(line) === undefined ? 0 : 1
    return count
  })

  const replayAll = async (draft) => {
    const verdicts = {}
    let stepCount = 0
    for (const file of files) {
      const reader = new JournalReader(file)
      for await (const line of linesOf(file)) {
        const call = reader.take(line)
        if (call === undefined) continue
        const replay = replayCall(call, { recorded: reader.versions, ...(draft === undefined ? {} : { draft }) })
        verdicts[replay.verdict] = (verdicts[replay.verdict] ?? 0) + 1
        stepCount += replay.stepCount
      }
      reader.end()
    }
    return { verdicts, stepCount }
  }
  const same = await timed(() => replayAll(undefined))
  const changed = { ...document, name: `${document.name}, changed` }
  const draft = makeReady({ version: versionIdentity(changed, resources), document: changed, compiled: compileFlow(changed, resources), models: [] })
  const onDraft = await timed(() => replayAll(draft))

  const result = {
    calls: made,
    entries: entryCount,
    megabytes: Math.round(megabytes * 10) / 10,
    steps: same.result.stepCount,
    raw: { seconds: raw.seconds, cpuSeconds: raw.cpuSeconds },
    sameVersion: { seconds: same.seconds, cpuSeconds: same.cpuSeconds, ratio: same.cpuSeconds / raw.cpuSeconds, verdicts: same.result.verdicts },
    draft: { seconds: onDraft.seconds, cpuSeconds: onDraft.cpuSeconds, ratio: onDraft.cpuSeconds / raw.cpuSeconds, verdicts: onDraft.result.verdicts },
  }
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`)
  else
    process.stdout.write(`${made} calls of ${values.flow}, ${entryCount} entries, ${result.steps} steps, ${result.megabytes} MB in ${files.length} files
raw limit     ${raw.seconds.toFixed(2)} s, ${raw.cpuSeconds.toFixed(2)} s of processor time (the same files read and parsed)
same version  ${same.seconds.toFixed(2)} s, ${same.cpuSeconds.toFixed(2)} s, ratio ${result.sameVersion.ratio.toFixed(1)}  ${JSON.stringify(same.result.verdicts)}
draft         ${onDraft.seconds.toFixed(2)} s, ${onDraft.cpuSeconds.toFixed(2)} s, ratio ${result.draft.ratio.toFixed(1)}  ${JSON.stringify(onDraft.result.verdicts)}
`)
  process.exitCode = same.result.verdicts.same === made && onDraft.result.verdicts.same === made ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
