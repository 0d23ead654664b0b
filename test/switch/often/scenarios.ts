import type { Scene } from '../driver/scene.js'
import { numbers } from '../driver/transfer-flows.js'
import { goesOnWith, isPutThrough, isReferred, leavesWhile, type Moment } from '../driver/transfers.js'

export interface Scenario {
  readonly name: string
  readonly run: (scene: Scene) => Promise<void>
}

const moments: readonly Moment[] = ['announced', 'ringing', 'connected']

function transfersOf(mode: 'attended' | 'blind'): Scenario[] {
  return [
    { name: `${mode}: put through, and back`, run: (scene) => isPutThrough(scene, numbers[mode]) },
    { name: `${mode}: the human is busy`, run: (scene) => goesOnWith(scene, numbers[mode], 'busy') },
    { name: `${mode}: the human does not answer`, run: (scene) => goesOnWith(scene, numbers[mode], 'no-answer') },
    { name: `${mode}: the human declines`, run: (scene) => goesOnWith(scene, numbers[`${mode}Declining`], 'declined') },
    { name: `${mode}: no telephone is there`, run: (scene) => goesOnWith(scene, numbers[`${mode}Absent`], 'failed') },
    ...moments.map((moment): Scenario => ({ name: `${mode}: the caller leaves while ${moment}`, run: (scene) => leavesWhile(scene, numbers[mode], moment) })),
  ]
}

const referrals: readonly Scenario[] = [
  { name: 'REFER: the caller is with the human', run: isReferred },
  { name: 'REFER: the caller leaves while announced', run: (scene) => leavesWhile(scene, numbers.refer, 'announced') },
]

/** Every way of a transfer to a telephone that a switch can go, and everything that may become of it. */
export const scenariosOf = (kind: 'ari' | 'dialplan'): readonly Scenario[] => [...(kind === 'ari' ? transfersOf('attended') : []), ...transfersOf('blind'), ...referrals]
