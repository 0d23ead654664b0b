import { isTraced, spanIdOf, traceparentOf, type Tracing } from '@callchart/protocol'
import { endpointOf } from './effect-span.js'

/** The header for a request, where its receiver is to know of our traces. @param key (call, step, index) of the effect */
export type TraceparentOf = (url: string, key: string) => string | undefined

/** @param endpoints names of services of our own: nobody else is told the ids of our calls */
export function createTraceparent(tracing: Tracing | undefined, endpoints: readonly string[]): TraceparentOf {
  const ours = new Set(endpoints)
  return (url, key) => {
    if (tracing === undefined || !ours.has(endpointOf(url))) return undefined
    const [callId = '', step = '', index = ''] = key.split('/')
    return isTraced(callId, tracing) ? traceparentOf(callId, spanIdOf(callId, 'effect', step, index)) : undefined
  }
}
