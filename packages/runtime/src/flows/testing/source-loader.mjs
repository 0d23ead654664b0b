import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'rolldown/utils'

/** Our own packages are their sources, and a `.js` of these is the `.ts` that it is made from. */
export async function resolve(specifier, context, nextResolve) {
  const isOwn = context.parentURL?.endsWith('.ts') === true && specifier.startsWith('.')
  const asked = isOwn ? specifier.replace(/\.js$/, '.ts') : specifier
  return nextResolve(asked, { ...context, conditions: ['@callchart/source', ...context.conditions] })
}

export async function load(url, context, nextLoad) {
  if (!url.endsWith('.ts')) return nextLoad(url, context)
  const { code, errors } = transformSync(url, await readFile(fileURLToPath(url), 'utf8'), { lang: 'ts' })
  if (errors.length > 0) throw new Error(`${url}: ${errors[0].message}`)
  return { format: 'module', source: code, shortCircuit: true }
}
