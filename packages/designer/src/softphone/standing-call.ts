import { createActor, type ActorRefFrom, type SnapshotFrom } from 'xstate'
import { useStanding, type StandingCall } from '../app/standing.js'
import { softphoneMachine } from './softphone-machine.js'

export type SoftphoneSnapshot = SnapshotFrom<typeof softphoneMachine>

export type CallPhase = 'idle' | 'microphone' | 'dialling' | 'talking' | 'ended' | 'failed'

let actor: ActorRefFrom<typeof softphoneMachine> | undefined

/** The one telephone of this page: a call goes on while other pages are looked at. */
export function standingCall(): ActorRefFrom<typeof softphoneMachine> {
  if (actor !== undefined) return actor
  const phone = createActor(softphoneMachine)
  const hangUp = (): void => phone.send({ type: 'hang up' })
  phone.subscribe((snapshot) => {
    const call = callOf(snapshot, hangUp)
    const told = useStanding.getState().call
    if (told?.flow !== call?.flow || told?.answeredAt !== call?.answeredAt) useStanding.setState({ call })
  })
  actor = phone.start()
  return actor
}

export const isRunning = (phase: CallPhase): boolean => phase === 'microphone' || phase === 'dialling' || phase === 'talking'

export function phaseOf({ value }: SoftphoneSnapshot): CallPhase {
  if (typeof value === 'object') return value.onTheLine === 'connecting' ? 'dialling' : 'talking'
  return value === 'askingMicrophone' ? 'microphone' : value
}

function callOf(snapshot: SoftphoneSnapshot, hangUp: () => void): StandingCall | undefined {
  const { order, answeredAt } = snapshot.context
  if (order === undefined || !isRunning(phaseOf(snapshot))) return undefined
  return { flow: order.flow, name: order.name, answeredAt, hangUp }
}
