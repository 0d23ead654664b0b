import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkFlow } from '../check/check-flow.js'
import type { FlowProblem } from '../contract/compiled.js'
import { baseFlow } from '../fixtures/defects/bases.js'
import { holdoutDefects } from '../fixtures/defects/holdout.js'
import type { LibraryFlow } from '../fixtures/defects/library-flow.js'
import { seededDefects } from '../fixtures/defects/seeded-defects.js'
import { readRules } from '../rules/read-rules.js'

const { rules = [] } = readRules(readFileSync(new URL('../../../../flows/rules.json', import.meta.url), 'utf8'))

const keyOf = ({ code, nodeId = '', path = '', rule = '', severity }: FlowProblem): string => [code, nodeId, path, rule, severity].join(' ')

/** What is not said of a defect: that a service may be asked twice has nothing to do with any of them. */
const beside: ReadonlySet<string> = new Set(['FLOW_RETRY_UNSAFE'])

const findingsIn = ({ document, resources }: LibraryFlow): string[] =>
  checkFlow(document, { ...resources, rules }).filter(({ code }) => !beside.has(code)).map(keyOf)

const known = new Map<string, ReadonlySet<string>>()

/** Findings that the flow did not have before it was broken. */
const news = ({ id, flow }: { readonly id: string; readonly flow: LibraryFlow }): string[] => {
  const [, base = ''] = id.split(' ')
  const before = known.get(base) ?? new Set(findingsIn(baseFlow(base)))
  known.set(base, before)
  return findingsIn(flow).filter((finding) => !before.has(finding))
}

const missedIn = (defects: readonly { readonly id: string; readonly flow: LibraryFlow }[]): string[] => defects.filter((defect) => news(defect).length === 0).map(({ id }) => id)

describe('of defects that were made before the checks', () => {
  const defects = seededDefects()

  it('at least ninety-nine of a hundred are found', () => {
    const missed = missedIn(defects)

    expect(defects.length).toBeGreaterThan(350)
    expect({ missed, share: missed.length / defects.length }).toEqual({ missed, share: expect.toSatisfy((share: number) => share <= 0.01) as number })
  }, 1_800_000)

  it('so are those of kinds that were held back', () => {
    const held = holdoutDefects()
    const missed = missedIn(held)

    expect(held.length).toBe(50)
    expect({ missed, share: missed.length / held.length }).toEqual({ missed, share: expect.toSatisfy((share: number) => share <= 0.01) as number })
  }, 600_000)
})
