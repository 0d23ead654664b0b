import { readFileSync } from 'node:fs'
import { behaviours, checkFlow, compileFlow, exploredFlow, MassSimulation, parseFlow, readResources, type FlowDocument } from '@callchart/flow'
import { describe, expect, it } from 'vitest'
import { templateIds, type TemplateLanguage } from './template.js'
import { flowFromTemplate } from './templates.js'

const choices: readonly (readonly TemplateLanguage[])[] = [['zh-CN'], ['en-US'], ['zh-CN', 'en-US'], ['en-US', 'zh-CN']]
const every = templateIds.flatMap((template) => choices.map((languages) => ({ template, languages, named: languages.join(' and ') })))

/** Rules of the example folder: a flow from a template stands beside flows under such rules. */
const { resources } = readResources([{ name: 'rules.json', text: readFileSync('flows/rules.json', 'utf8') }])

const documentOf = (template: (typeof templateIds)[number], languages: readonly TemplateLanguage[], dnis: readonly string[] = ['4001']): FlowDocument => {
  const parsed = parseFlow(flowFromTemplate(template, { id: 'new-flow', name: 'New', languages, dnis, namesIn: languages[0] ?? 'en-US' }))
  if ('problems' in parsed) throw new Error(parsed.problems.map(({ message }) => message).join('\n'))
  return parsed.document
}

describe.each(every)('the template $template in $named', ({ template, languages }) => {
  it('can be published as it is, without a warning', () => {
    const problems = checkFlow(documentOf(template, languages), resources)

    expect(problems.map(({ code, nodeId, message }) => `${code} ${nodeId ?? ''} ${message}`)).toEqual([])
  })

  it('can be published without a number, as a flow that calls people', () => {
    expect(checkFlow(documentOf(template, languages, []), resources).map(({ code, nodeId, message }) => `${code} ${nodeId ?? ''} ${message}`)).toEqual([])
  })

  it('is said in every language, and nothing in another', () => {
    const document = documentOf(template, languages)

    for (const node of document.nodes) if ('prompt' in node && node.prompt !== undefined) expect(Object.keys(node.prompt).sort()).toEqual([...languages].sort())
    expect(document.languages).toEqual(languages)
  })

  it('brings calls to their end', () => {
    const document = documentOf(template, languages)
    const behaviour = behaviours.find(({ name }) => name === 'random')
    if (behaviour === undefined) throw new Error('There is no random behaviour.')
    const simulation = new MassSimulation(exploredFlow(compileFlow(document)), { behaviour, seed: 7 })

    simulation.run(100)

    const { ends, unreachedNodes } = simulation.report()
    expect(ends.reduce((sum, { count }) => sum + count, 0)).toBe(100)
    expect(ends.filter(({ name }) => /^(failed|unfinished)/.test(name))).toEqual([])
    expect(unreachedNodes.length).toBeLessThan(document.nodes.length / 2)
  })
})

it('tells nobody to just say it where no recognizer hears them', () => {
  const menuIn = (unheard: readonly string[]): string => JSON.stringify(flowFromTemplate('menu', { id: 'new-flow', name: 'New', languages: ['zh-CN', 'en-US'], unheard, dnis: [], namesIn: 'zh-CN' }).nodes)

  expect(menuIn([])).toContain('您也可以直接说。')
  expect(menuIn(['zh-CN'])).not.toContain('您也可以直接说。')
  expect(menuIn(['zh-CN'])).toContain('You can also just say it.')
})
