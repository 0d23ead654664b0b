/** What benches have measured, beside its pictures in docs/performance/: runs of one machine and day make one table. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { machineAndDay } from './write-up.mjs'

const folder = fileURLToPath(new URL('../docs/performance/', import.meta.url))

const readKept = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return { measured: [] }
  }
}

/** Adds to what was measured before under this name; the newest of a key stays. @returns all of it */
export const keepMeasured = (name, measured, keyOf) => {
  const path = `${folder}${name}.json`
  const before = readKept(path)
  const keys = new Set(measured.map(keyOf))
  const all = [...(before.machine === machineAndDay() ? before.measured.filter((each) => !keys.has(keyOf(each))) : []), ...measured]
  mkdirSync(folder, { recursive: true })
  writeFileSync(path, `${JSON.stringify({ machine: machineAndDay(), measured: all }, undefined, 2)}\n`)
  return all
}
