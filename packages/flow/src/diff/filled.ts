import type { FlowDocument } from '../document/schema.js'
import type { FlowNode } from '../nodes/schemas.js'

/** Variables that the node fills. */
const filledBy = (node: FlowNode): (string | undefined)[] => {
  switch (node.kind) {
    case 'set':
      return node.assign.map(({ variable }) => variable)
    case 'collect':
      return [node.variable]
    case 'ask':
      return [node.saveWords, ...Object.values(node.saveSlots)]
    case 'menu':
      return Object.values(node.saveSlots)
    case 'request':
      return [node.saveStatus, ...Object.keys(node.save), ...Object.keys(node.defaults)]
    case 'subflow':
      return Object.keys(node.outputs)
    default:
      return []
  }
}

/** Without the names of what it only fills; a value that is collected is heard by its variable. */
const readIn = (node: FlowNode): unknown[] => {
  switch (node.kind) {
    case 'set':
      return node.assign.map(({ value }) => value)
    case 'ask': {
      const { saveWords: _words, saveSlots: _slots, ...read } = node
      return Object.values(read)
    }
    case 'menu': {
      const { saveSlots: _slots, ...read } = node
      return Object.values(read)
    }
    case 'request': {
      const { saveStatus: _status, save, defaults: _defaults, ...read } = node
      return [...Object.values(read), ...Object.values(save)]
    }
    case 'subflow':
      return [...Object.values(node.inputs), ...Object.values(node.outputs)]
    default:
      return Object.values(node)
  }
}

/** What only the call itself can bring along is known by its name outside. */
export const isBrought = ({ nodes }: FlowDocument, name: string): boolean => !nodes.some((node) => filledBy(node).includes(name))

/** Variables that something in the flow depends on. */
export const variablesRead = ({ nodes, variables, settings }: FlowDocument): ReadonlySet<string> => {
  const words = new Set(JSON.stringify([nodes.map(readIn), settings.analysisConsent]).match(/[A-Za-z_]\w*/g))
  return new Set(Object.keys(variables).filter((name) => words.has(name)))
}
