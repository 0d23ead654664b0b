import { createKeyIntentSpotter, spottedKeyIntents, type SpottedKeyIntent } from '@callchart/nlu'

export type KeyIntentName = SpottedKeyIntent['keyIntent']

/** One line of a labelled file, in the shape of NLU++: any number of labels, of which only some are key intents. */
export interface LabelledLine {
  readonly text: string
  readonly intents: readonly string[]
}

/** How well one key intent is heard. */
export interface KeyIntentScore {
  /** What the file calls it. */
  readonly label: string
  /** Lines that have the label, and lines in which the key intent was heard. */
  readonly support: number
  readonly predicted: number
  /** 0..1, or null where nothing was heard, or the file does not use the label. */
  readonly precision: number | null
  readonly recall: number | null
  readonly f1: number | null
}

export interface KeyIntentBenchResult {
  readonly lines: number
  readonly keyIntents: Readonly<Record<KeyIntentName, KeyIntentScore>>
  readonly usPerUtterance: number
}

/** Names of NLU++ (Casanueva et al. 2022); any other key intent is labelled by its own name. */
const knownLabels: Readonly<Partial<Record<KeyIntentName, string>>> = { human: 'handoff', end: 'end_call', doNotKnow: 'dont_know' }

/** A key intent that the file labels by its own name is read by it. */
function labelOf(keyIntent: KeyIntentName, lines: readonly LabelledLine[]): string {
  const known = knownLabels[keyIntent]
  return known === undefined || lines.some(({ intents }) => intents.includes(keyIntent)) ? keyIntent : known
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000)

function scoreOf(label: string, lines: readonly LabelledLine[], isHeard: (line: number) => boolean): KeyIntentScore {
  const isMeant = lines.map(({ intents }) => intents.includes(label))
  const heard = lines.map((_, line) => isHeard(line))
  const support = isMeant.filter(Boolean).length
  const predicted = heard.filter(Boolean).length
  const right = isMeant.filter((meant, line) => meant && heard[line] === true).length
  const f1 = support === 0 || predicted === 0 ? null : ratio(2 * right, support + predicted)
  return { label, support, predicted, precision: support === 0 ? null : ratio(right, predicted), recall: ratio(right, support), f1 }
}

/** `nowUs` is a clock in microseconds. */
export function benchKeyIntents(lines: readonly LabelledLine[], language: string, nowUs: () => number): KeyIntentBenchResult {
  const spot = createKeyIntentSpotter(language)
  // What is made at the first utterance is no cost of each.
  for (const { text } of lines.slice(0, warmUpCount)) spot(text)
  const started = nowUs()
  const heard = lines.map(({ text }) => new Set(spot(text).map(({ keyIntent }) => keyIntent)))
  const usPerUtterance = Math.round((nowUs() - started) / Math.max(1, lines.length))
  const score = (keyIntent: KeyIntentName): KeyIntentScore =>
    scoreOf(labelOf(keyIntent, lines), lines, (line) => heard[line]?.has(keyIntent) === true)
  const keyIntents: Record<KeyIntentName, KeyIntentScore> = {
    human: score('human'),
    complaint: score('complaint'),
    displeasure: score('displeasure'),
    doNotCall: score('doNotCall'),
    repeat: score('repeat'),
    goBack: score('goBack'),
    end: score('end'),
    affirm: score('affirm'),
    deny: score('deny'),
    refuse: score('refuse'),
    doNotKnow: score('doNotKnow'),
  }
  return { lines: lines.length, keyIntents, usPerUtterance }
}

const warmUpCount = 500

const shown = (share: number | null): string => (share === null ? '-' : share.toFixed(3)).padStart(11)

/** The result as a table for people. */
export function describeKeyIntents({ lines, keyIntents, usPerUtterance }: KeyIntentBenchResult): string {
  const rows = spottedKeyIntents.map((keyIntent) => {
    const { label, support, predicted, precision, recall, f1 } = keyIntents[keyIntent]
    const counts = `${String(support).padStart(9)}${String(predicted).padStart(11)}`
    return `${keyIntent.padEnd(13)}${label.padEnd(13)}${counts}${shown(precision)}${shown(recall)}${shown(f1)}`
  })
  const head = `${'key intent'.padEnd(13)}${'label'.padEnd(13)}${'support'.padStart(9)}${'predicted'.padStart(11)}${'precision'.padStart(11)}${'recall'.padStart(11)}${'F1'.padStart(11)}`
  return [head, ...rows, '', `${lines} lines, ${usPerUtterance} \u00b5s an utterance`, ''].join('\n')
}
