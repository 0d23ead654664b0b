import { prepareCalls } from './call/open-call.js'
import { callScenes } from './call/scenes.js'
import { exploreOrders, runOrder, walkOrders, type Found, type Open, type Scene, type SearchOptions } from './search.js'
import { removals } from './removals.js'
import { scenarios, type Scenario } from './scenarios.js'
import { openTurns, turnScenes } from './turn/turn-world.js'

export { describeFailure } from './search.js'
export type { Failure, Found } from './search.js'
export { removals, scenarios }

interface Field {
  readonly scene: Scene
  readonly open: () => Open
}

let calls: Open | undefined
/** The flow of the calls is compiled when the first of them is opened. */
const openCalls = (): Open => (calls ??= prepareCalls())

const fields: readonly Field[] = [...turnScenes.map((scene) => ({ scene, open: () => openTurns })), ...callScenes.map((scene) => ({ scene, open: openCalls }))]

export const turnSceneNames: readonly string[] = turnScenes.map(({ name }) => name)
export const callSceneNames: readonly string[] = callScenes.map(({ name }) => name)

const fieldOf = (name: string): Field => {
  const field = fields.find(({ scene }) => scene.name === name)
  if (field === undefined) throw new Error(`There is no scene "${name}"`)
  return field
}

export const exploreScene = (name: string, options: SearchOptions): Promise<Found> => {
  const { scene, open } = fieldOf(name)
  return exploreOrders(open(), scene, options)
}

export const walkScene = (name: string, options: Parameters<typeof walkOrders>[2]): Promise<Found> => {
  const { scene, open } = fieldOf(name)
  return walkOrders(open(), scene, options)
}

/** What is wrong with a scenario: nothing, while its guards are in place. */
export const runScenario = ({ scene, order }: Scenario): Promise<readonly string[]> => {
  const field = fieldOf(scene)
  return runOrder(field.open(), field.scene, order)
}
