/** Templates written as text: one a line, names between spaces. */
export function templatesOf(text: string): string[][] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split(/\s+/))
}

/** Named lists in one table. @throws Error where two have one name: templates would take the one for the other. */
export function joinLists(...tables: readonly Readonly<Record<string, readonly string[]>>[]): Record<string, readonly string[]> {
  const joined = new Map<string, readonly string[]>()
  for (const [name, entries] of tables.flatMap((table) => Object.entries(table))) {
    if (joined.has(name)) throw new Error(`Two word lists have the name "${name}": rename one.`)
    joined.set(name, entries)
  }
  return Object.fromEntries(joined)
}

/** Entries of a word list written as text: separated by commas or line ends. */
export function listOf(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}
