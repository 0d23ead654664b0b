import { readdirSync, readFileSync } from 'node:fs'
import { largeFlow } from '@callchart/cli'
import { compileFlow, exploredFlow, readFlow, readResources } from '@callchart/flow'

const folder = new URL('../flows/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith('schema.json')).map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))
const { resources } = readResources(files)

/** The example flows by id, each ready to be gone through; with them a generated one of so many nodes. */
export const exampleFlows = (nodeCount) => [
  ...files.filter(({ name }) => name.endsWith('.flow.json')).map(({ text }) => {
    const { document } = readFlow(text, resources)
    return { id: document.id, flow: exploredFlow(compileFlow(document, resources)) }
  }),
  ...(nodeCount === 0 ? [] : [{ id: `generated ${nodeCount}`, flow: exploredFlow(compileFlow(largeFlow(nodeCount))) }]),
]
