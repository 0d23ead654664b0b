import { dispositionOf } from './ending.js'
import type { CallState } from './state.js'

/** What lists and reports find of a call that is over without reading its journal. */
export interface CallWay {
  readonly turns: number
  /** What its last transfer came to. */
  readonly transfer: string | null
  /** Nodes of the drawn charts that it came to. */
  readonly nodes: readonly { readonly flow: string; readonly node: string; readonly visits: number }[]
  /** Where the caller hung up, if so it ended and there was any node by then. */
  readonly left?: { readonly flow: string; readonly node: string }
}

/** The node on the drawn chart: one of a sub-flow is within the node that runs it. */
const drawnNode = (id: string): string => id.split('.', 1)[0] ?? id

interface Stay {
  readonly flow: string
  readonly node: string
}

/** Each stay at a drawn node once, however many nodes of its sub-flow the call came to meanwhile. */
function staysOf({ path, chapters }: Pick<CallState['shown'], 'path' | 'chapters'>, length = path.length): Stay[] {
  const stays: Stay[] = []
  path.slice(0, length).forEach((id, index) => {
    const chapter = chapters.findLastIndex(({ from }) => from <= index)
    const stay = { flow: chapters[chapter]?.flow ?? '', node: drawnNode(id) }
    const last = stays.at(-1)
    const isNewChapter = chapter > 0 && chapters[chapter]?.from === index
    if (last === undefined || isNewChapter || last.flow !== stay.flow || last.node !== stay.node) stays.push(stay)
  })
  return stays
}

export function wayOf(state: CallState): CallWay {
  const { shown } = state
  const counts = new Map<string, { flow: string; node: string; visits: number }>()
  for (const { flow, node } of staysOf(shown)) {
    const key = `${flow} ${node}`
    counts.set(key, { flow, node, visits: (counts.get(key)?.visits ?? 0) + 1 })
  }
  const left = dispositionOf(state) === 'caller-hung-up' ? staysOf(shown, shown.pathWhenLeft).at(-1) : undefined
  return { turns: shown.turnCount, transfer: shown.transfer?.outcome ?? null, nodes: [...counts.values()], ...(left !== undefined && { left }) }
}
