import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const deployed = fileURLToPath(new URL('../../../deploy/asterisk/etc/', import.meta.url))
const ours = fileURLToPath(new URL('../conf/', import.meta.url))

/** Debian's own files for what neither deploy/asterisk nor the tests configure. */
const stockFiles = ['acl', 'ccss', 'cdr', 'cel', 'codecs', 'dsp', 'features', 'indications', 'musiconhold', 'sorcery', 'stasis', 'udptl']

/** A line of a file as it is shipped, and as this instance needs it. */
export type Change = readonly [line: string, instead: string]
export type Changes = Readonly<Record<string, readonly Change[]>>

/** @throws Error when the file has the line not once: what is shipped has changed, and the test must follow */
function changed(name: string, text: string, changes: readonly Change[]): string {
  return changes.reduce((before, [line, instead]) => {
    const parts = `\n${before}`.split(`\n${line}\n`)
    if (parts.length < 2) throw new Error(`deploy/asterisk/etc/${name} has no line "${line}"`)
    return parts.join(`\n${instead}\n`).slice(1)
  }, text)
}

const filled = (text: string, values: Readonly<Record<string, string>>): string => text.replace(/@([A-Z_]+)@/g, (whole, key: string) => values[key] ?? whole)

export interface Configuration {
  /** Folder of the Debian system with Asterisk in it. */
  readonly system: string
  /** Where the files go. */
  readonly target: string
  /** To the lines of the files in deploy/asterisk/etc, by file. */
  readonly changes: Changes
  /** Further lines at the end of one of them: what only a test needs. */
  readonly additions?: Readonly<Record<string, string>>
  /** For `@NAME@` in the files of test/switch/conf. */
  readonly values: Readonly<Record<string, string>>
}

/** Writes the files that an instance runs with: those of deploy/asterisk with its addresses filled in, and what a test needs beside them. */
export function writeConfiguration({ system, target, changes, additions = {}, values }: Configuration): void {
  for (const name of stockFiles) copyFileSync(join(system, 'etc', 'asterisk', `${name}.conf`), join(target, `${name}.conf`))
  for (const name of readdirSync(ours)) writeFileSync(join(target, name), filled(readFileSync(join(ours, name), 'utf8'), values))
  for (const name of readdirSync(deployed)) {
    const text = changed(name, readFileSync(join(deployed, name), 'utf8'), changes[name] ?? [])
    writeFileSync(join(target, name), `${text}\n${additions[name] ?? ''}`, { mode: 0o640 })
  }
}
