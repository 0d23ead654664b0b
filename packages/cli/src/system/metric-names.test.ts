import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'

const read = (path: string): Promise<string> => readFile(new URL(`../../../../${path}`, import.meta.url), 'utf8')

/** Those that the tables list are proved to exist by the packages that have them. */
it.each(['docs/operations.md', 'deploy/grafana/callchart.json'])('%s asks for metrics that there are', async (path) => {
  const listed = new Set([...(await read('docs/operations.md')).matchAll(/^\| `(callchart_\w+)` \|/gm)].map(([, name]) => name))

  const asked = [...(await read(path)).matchAll(/callchart_\w+/g)].map(([name]) => name).filter((name) => !/^callchart_(process|nodejs)_/.test(name))

  expect(asked.length).toBeGreaterThan(10)
  expect(asked.filter((name) => !listed.has(name) && !listed.has(name.replace(/_(bucket|sum|count)$/, '')))).toEqual([])
})
