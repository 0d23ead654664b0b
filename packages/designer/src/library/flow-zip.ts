import { strToU8, unzipSync, zipSync, type UnzipFileInfo } from 'fflate'

/** A flow with the recordings that it plays. */
export interface FlowWithRecordings {
  /** Text of the flow file. */
  readonly text: string
  /** WAV files by content address. */
  readonly recordings: ReadonlyMap<string, Uint8Array>
}

export type ZipRefusal =
  | { readonly reason: 'zip-broken' | 'zip-no-flow' | 'zip-too-large' }
  | { readonly reason: 'zip-path' | 'zip-content'; readonly named: string }

const flowFile = /^[^/\\]{1,200}\.flow\.json$/
const recordingFile = /^recordings\/([0-9a-f]{64})\.wav$/
/** What file managers add by themselves when somebody packs a folder again. */
const litter = /^(?:__MACOSX\/|(?:.*\/)?\.DS_Store$|recordings\/$)/
const outside = /(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:|\0/

/** As much as a flow file and a recording may be by themselves, and all of it together. */
const mostFlowBytes = 10_000_000
const mostRecordingBytes = 10 * 1024 * 1024
const mostBytes = 200_000_000
const mostFiles = 5_000

/** The flow file, and beside it `recordings/<sha-256>.wav`. Sound hardly becomes smaller: it is stored as it is. */
export function zipFlow(flow: string, { text, recordings }: FlowWithRecordings): Uint8Array {
  const sounds = [...recordings].map(([audio, file]) => [`recordings/${audio.replace('sha256:', '')}.wav`, [file, { level: 0 }]] as const)
  return zipSync({ [`${flow}.flow.json`]: [strToU8(text), { level: 6 }], ...Object.fromEntries(sounds) } as Parameters<typeof zipSync>[0])
}

class Refused extends Error {
  constructor(readonly refusal: ZipRefusal) {
    super(refusal.reason)
  }
}

const refuse = (refusal: ZipRefusal): never => {
  throw new Refused(refusal)
}

/** Looks at every file by what its zip says of it, before anything is unpacked; nothing becomes larger than was said. */
function gate(): (file: UnzipFileInfo) => boolean {
  const seen = new Set<string>()
  let total = 0
  return ({ name, originalSize }) => {
    const named = name.slice(0, 60)
    if (outside.test(name)) return refuse({ reason: 'zip-path', named })
    if (litter.test(name)) return false
    const most = flowFile.test(name) ? mostFlowBytes : recordingFile.test(name) ? mostRecordingBytes : undefined
    if (most === undefined || seen.has(name)) return refuse({ reason: 'zip-content', named })
    seen.add(name)
    total += originalSize
    if (originalSize > most || total > mostBytes || seen.size > mostFiles) return refuse({ reason: 'zip-too-large' })
    return true
  }
}

/** Reads a zip that somebody brings: one flow, its recordings, and nothing else. */
export function unzipFlow(zip: Uint8Array): FlowWithRecordings | { readonly refusal: ZipRefusal } {
  try {
    const files = Object.entries(unzipSync(zip, { filter: gate() }))
    const flows = files.filter(([name]) => flowFile.test(name))
    const [, second] = flows
    if (second !== undefined) return { refusal: { reason: 'zip-content', named: second[0].slice(0, 60) } }
    const [flow] = flows
    if (flow === undefined) return { refusal: { reason: 'zip-no-flow' } }
    const sounds = files.flatMap(([name, file]) => {
      const digest = recordingFile.exec(name)?.[1]
      return digest === undefined ? [] : [[`sha256:${digest}`, file] as const]
    })
    return { text: new TextDecoder().decode(flow[1]), recordings: new Map(sounds) }
  } catch (error) {
    return { refusal: error instanceof Refused ? error.refusal : { reason: 'zip-broken' } }
  }
}
