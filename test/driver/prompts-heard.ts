import { bestMatch, decodeWav, energyOf, productAt, whitened, type Match, type RunningSystem } from '@callchart/cli'
import { msToSamples, samplesToMs, type CallView } from '@callchart/protocol'

/** Compared at a time: long enough to be of one prompt alone. */
const pieceSamples = 4_000
/** A piece that a late frame tore apart is found in parts, down to so short ones: what is lost with the frame is at most one of them. */
const leastPartSamples = 500
/** A piece is at most so far from where the piece before it leads to expect it. */
const slipSamples = 800
/** From here on a piece is the one that was looked for, and tells where the next one is. */
const surely = 0.9
/** Pieces that may tell where the whole lies. */
const anchorCount = 3
/** A part that was cut off sooner has hardly begun to sound. */
const leastMs = 200
/** The bridge has played so much more, at most, than was heard when it was cut: what waits at the line is thrown away, and a busy machine is late. */
const cutMs = 400
/** The clock of a call and the one of who listens are so far apart at most. */
const usualClocksMs = 1_000

export interface HeardPrompt {
  readonly text: string
  /** How surely all of it was heard, or all that was played of it: 0..1. */
  readonly likeness: number
}

interface Listening {
  readonly system: Pick<RunningSystem, 'url' | 'mediaUrl'>
  /** What a party heard from the beginning of the call on, mono PCM16 at 8 kHz. */
  readonly heard: Int16Array
  /** What was said where the transcript shows a mask. */
  readonly behindMask?: string
  readonly language?: string
  /** The clock of who listens may be so far from the call's. */
  readonly clocksMs?: number
}

/** Every prompt of a call, compared from its beginning to its end, or to where it was cut, with what was heard at that time. */
export async function promptsHeard({ transcript }: CallView, { system, heard, behindMask = '••••', language = 'en-US', clocksMs = usualClocksMs }: Listening): Promise<HeardPrompt[]> {
  const prompts: HeardPrompt[] = []
  for (const { who, text, startMs, endMs } of transcript) {
    if (who !== 'bot') continue
    const whole = await playedFor(system, text.replaceAll('••••', behindMask), language)
    const isCut = samplesToMs(whole.length) > endMs - startMs
    const played = isCut ? whole.subarray(0, msToSamples(Math.max(0, endMs - startMs - cutMs))) : whole
    if (samplesToMs(played.length) < leastMs) continue
    const around = heard.subarray(msToSamples(Math.max(0, startMs - clocksMs)), msToSamples(endMs + clocksMs))
    prompts.push({ text, likeness: await likenessIn(around, played) })
  }
  return prompts
}

/** The very samples that calls play for a text: the bridge keeps them, and a second synthesis would sound a little different. */
export async function playedFor({ url, mediaUrl }: Listening['system'], text: string, language = 'en-US'): Promise<Int16Array> {
  const headers = { 'content-type': 'application/json', origin: url }
  const response = await fetch(`${mediaUrl.replace(/^ws/, 'http')}/v1/preview`, { method: 'POST', headers, body: JSON.stringify({ language, text }) })
  if (!response.ok) throw new Error(`the bridge does not speak "${text}": ${await response.text()}`)
  return decodeWav(new Uint8Array(await response.arrayBuffer()), text)
}

/** How surely all of `sent` is in `heard`, in its order: normalised cross-correlation of its pieces, weighed by their energy. 0..1 */
export async function likenessIn(heard: Int16Array, sent: Int16Array): Promise<number> {
  const field = whitened(heard)
  const pieces = piecesOf(whitened(sent), pieceSamples)
  return (await foundIn(field, pieces, await shiftOf(pieces, field))).likeness
}

interface Found {
  readonly likeness: number
  /** From where it is in what was sent to where it was heard, as far as its end tells. */
  readonly shift: number
}

/** Pieces in their order, each looked for where the one before it leads to expect it. */
async function foundIn(field: Float64Array, pieces: readonly Piece[], from: number): Promise<Found> {
  let [shift, sum] = [from, 0]
  for (const piece of pieces) {
    const found = await pieceIn(field, piece, shift)
    shift = found.shift
    sum += found.likeness * piece.energy
  }
  return { shift, likeness: sum / Math.max(1, pieces.reduce((energy, piece) => energy + piece.energy, 0)) }
}

async function pieceIn(field: Float64Array, piece: Piece, shift: number): Promise<Found> {
  const expected = piece.start + shift
  const here = scoreAt(piece, field, expected)
  const found = here.score >= surely ? here : await best(piece, field, expected - slipSamples, expected + slipSamples)
  if (found.score >= surely) return { likeness: found.score, shift: found.at - piece.start }
  const whole = { likeness: found.score, shift }
  if (piece.samples.length < 2 * leastPartSamples) return whole
  const inParts = await foundIn(field, piecesOf(piece.samples, Math.ceil(piece.samples.length / 2), piece.start), shift)
  return inParts.likeness > whole.likeness ? inParts : whole
}

/** Where the whole lies, by the loudest of its pieces that is surely there: one of them may have been cut off, or have lost a frame. */
async function shiftOf(pieces: readonly Piece[], field: Float64Array): Promise<number> {
  let [surest, shift] = [-1, 0]
  for (const piece of [...pieces].sort((one, other) => other.energy - one.energy).slice(0, anchorCount)) {
    const { at, score } = await best(piece, field, 0, field.length)
    if (score > surest) [surest, shift] = [score, at - piece.start]
    if (surest >= surely) break
  }
  return shift
}

interface Piece {
  readonly start: number
  readonly samples: Float64Array
  readonly energy: number
}

function piecesOf(samples: Float64Array, length: number, from = 0): Piece[] {
  return Array.from({ length: Math.ceil(samples.length / length) }, (_, index) => {
    const piece = samples.subarray(index * length, (index + 1) * length)
    return { start: from + index * length, samples: piece, energy: energyOf(piece) }
  })
}

/** Where from `from` up to `to` the piece is most likely. */
const best = async (piece: Piece, field: Float64Array, from: number, to: number): Promise<Match> => scoreAt(piece, field, (await bestMatch(piece.samples, field, from, to)).at)

/** The sound card samples at other moments than the line: between two samples of one lies one of the other, found as any signal of that band is. */
function scoreAt({ samples, energy }: Piece, field: Float64Array, at: number): Match {
  const whole = Math.sqrt(energy * energyOf(field, at, samples.length))
  if (whole === 0) return { at, score: 0 }
  const products = lags.map((lag) => productAt(samples, field, at + lag))
  return { at, score: Math.max(...fractions.map((weights) => weights.reduce((sum, weight, index) => sum + weight * (products[index] ?? 0), 0))) / whole }
}

/** Neighbours from which a value between two samples is made. */
const lags = Array.from({ length: 17 }, (_, index) => index - 8)
/** Their weights for every eighth from half a sample before to half a sample behind: a sinc under Hann's window. */
const fractions = Array.from({ length: 9 }, (_, index) => lags.map((lag) => sinc(lag - (index - 4) / 8)))

function sinc(at: number): number {
  return at === 0 ? 1 : (Math.sin(Math.PI * at) / (Math.PI * at)) * Math.cos((Math.PI * at) / 18) ** 2
}
