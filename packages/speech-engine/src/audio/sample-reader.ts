import { decodeMuLaw } from './g711.js'

/** Samples of one stream's bytes; a 16-bit sample may be cut between two messages. */
export class SampleReader {
  #odd: number | undefined

  constructor(readonly encoding: 'linear16' | 'mulaw') {}

  read(bytes: Uint8Array): Int16Array {
    if (this.encoding === 'mulaw') return decodeMuLaw(bytes)
    const whole = this.#odd === undefined ? bytes : Uint8Array.from([this.#odd, ...bytes])
    this.#odd = whole.length % 2 === 0 ? undefined : whole.at(-1)
    // Copied: a Buffer is a part of a larger piece of memory, and may begin anywhere in it.
    return new Int16Array(new Uint8Array(whole.subarray(0, whole.length - (whole.length % 2))).buffer)
  }
}
