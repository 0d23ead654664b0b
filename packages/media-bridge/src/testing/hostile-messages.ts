/** Numbers in 0..1 that look random and are the same in every run (mulberry32). */
const createDice = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const junk: readonly unknown[] = [null, -1, 0, 1e308, '', 'x'.repeat(5_000), [], {}, true, 'constructor', '__proto__', '\u0000', '💥']

/**
 * Texts and bytes near to what a dialect takes: its own messages whole, cut, spoiled, with other values in the place of theirs, and noise.
 * @param good messages of the dialect
 */
export function* hostileMessages(count: number, good: readonly object[], seed = 1): Generator<{ readonly bytes: Buffer; readonly isBinary: boolean }> {
  const dice = createDice(seed)
  const below = (bound: number): number => Math.floor(dice() * bound)
  const oneOf = <T>(choices: readonly T[]): T => choices[below(choices.length)] as T

  const spoil = (value: unknown, depth = 0): unknown => {
    if (dice() < 0.15) return oneOf(junk)
    if (value === null || typeof value !== 'object' || depth > 4) return value
    const entries = Object.entries(value).filter(() => dice() > 0.1)
    return Object.fromEntries(entries.map(([name, inner]) => [dice() < 0.03 ? oneOf(['__proto__', name.toUpperCase()]) : name, spoil(inner, depth + 1)]))
  }
  const noise = (length: number): Buffer => Buffer.from(Array.from({ length }, () => below(256)))

  for (let index = 0; index < count; index += 1) {
    const text = JSON.stringify(spoil(oneOf(good))) ?? 'null'
    const kind = below(6)
    if (kind === 0) yield { bytes: noise(below(700)), isBinary: true }
    else if (kind === 1) yield { bytes: noise(below(200)), isBinary: false }
    else if (kind === 2) yield { bytes: Buffer.from(text.slice(0, below(text.length))), isBinary: false }
    else yield { bytes: Buffer.from(text), isBinary: false }
  }
}
