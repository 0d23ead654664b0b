/** What an id of a flow looks like; the schema of flows has the same. */
export const flowIdPattern = /^[a-z][A-Za-z0-9-]{0,59}$/
/** What a dialled number looks like; the schema of flows has the same. */
export const dialledNumberPattern = /^\+?[0-9*#]{1,20}$/

const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '')

/** Names that are mostly of another script say too little in Latin letters. */
const saysEnough = (name: string, slug: string): boolean => slug.length > 0 && slug.length * 2 >= [...name.replace(/[\s\p{P}]/gu, '')].length

/** An id that no other has: of the letters of the name where it has such, else the word and a number. */
export function freshFlowId(name: string, taken: ReadonlySet<string>, word = 'flow'): string {
  const slug = slugOf(name)
  const [stem, first] = saysEnough(name, slug) ? [slug, slug] : [word, `${word}-1`]
  if (!taken.has(first)) return first
  for (let count = 2; ; count += 1) if (!taken.has(`${stem}-${count}`)) return `${stem}-${count}`
}

/** The name with a number behind it where it is taken: two flows of one name are told apart by nobody. */
export function freshFlowName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  const stem = name.slice(0, 92)
  for (let count = 2; ; count += 1) if (!taken.has(`${stem} (${count})`)) return `${stem} (${count})`
}
