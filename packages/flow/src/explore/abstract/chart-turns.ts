import type { AnyStateNode } from 'xstate'
import { keysHeard } from '../../machine/global-keys.js'
import type { ExpectTemplate, FlowContext } from '../../machine/model.js'
import { fieldsOf, namedPart } from './facts.js'

/** A turn as the chart has it: what can become of it. */
export interface ChartTurn {
  readonly speech: boolean
  readonly digits: boolean
  readonly listens: boolean
  readonly records: boolean
  readonly open: boolean
  readonly intents: readonly string[]
  readonly value: boolean
  readonly disambiguates: boolean
  /** Key intents that may be pressed. */
  readonly pressed: readonly string[]
}

export const statesWithin = (state: AnyStateNode): AnyStateNode[] => [state, ...Object.values(state.states).flatMap(statesWithin)]

const actionsOf = (state: AnyStateNode): unknown[] => [
  ...(state.entry as readonly unknown[]),
  ...[...state.transitions.values()].flat().flatMap(({ actions }) => actions as readonly unknown[]),
  ...(state.always ?? []).flatMap(({ actions }) => actions as readonly unknown[]),
]

const turnOf = (params: unknown, listens: readonly unknown[], globals: FlowContext['globals']): ChartTurn => {
  const { listen, expect, record, open } = fieldsOf(params)
  const heard = typeof listen === 'number' ? fieldsOf(listens[listen]) : {}
  const { intents = [], value, disambiguates, chooses } = fieldsOf(expect) as Partial<ExpectTemplate>
  return {
    listens: listen !== undefined,
    speech: heard.speech === true,
    digits: heard.digits !== undefined,
    records: record !== undefined,
    open: open === true,
    intents: chooses === true ? [...new Set([...intents, 'deny'])] : intents,
    value: value !== undefined,
    disambiguates: disambiguates === true,
    pressed: Object.values(keysHeard(expect === undefined ? undefined : (fieldsOf(expect) as Partial<ExpectTemplate>), globals)),
  }
}

/** The turns of a chart, and the place of each by what begins it. */
export class ChartTurns {
  readonly all: ChartTurn[] = []
  readonly #places = new Map<unknown, number>()

  constructor(root: AnyStateNode) {
    const { listens, globals } = root.machine.config.context as FlowContext
    for (const action of statesWithin(root).flatMap(actionsOf)) {
      const { type, params } = namedPart(action)
      if (type === 'perform' && fieldsOf(params).type === 'turn.start' && !this.#places.has(params))
        this.#places.set(params, this.all.push(turnOf(params, listens, globals)) - 1)
    }
  }

  placeOf(params: unknown): number | null {
    return this.#places.get(params) ?? null
  }
}
