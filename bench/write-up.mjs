/** Puts what a bench has measured into docs/performance.md, at the place that has its name, with the machine and the date. */
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { fileURLToPath } from 'node:url'

const page = fileURLToPath(new URL('../docs/performance.md', import.meta.url))

/** What figures are of. */
export const machineAndDay = () => `${availableParallelism()} cores of ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`

/** @param words Markdown @param pictures names of files in docs/performance/, with what they show */
export const writeUp = (name, words, pictures = []) => {
  const [begin, end] = [`<!-- bench ${name} -->`, `<!-- end of ${name} -->`]
  const text = readFileSync(page, 'utf8')
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from === -1 || to < from) throw new Error(`docs/performance.md has no place for "${name}": write the lines ${begin} and ${end} into it.`)
  const shown = pictures.map(({ file, shows }) => `![${shows}](performance/${file}.svg)`)
  writeFileSync(page, [text.slice(0, from) + begin, `${machineAndDay()}:`, ...shown, words, text.slice(to)].join('\n\n').replace(/\n{3,}/g, '\n\n'))
}
