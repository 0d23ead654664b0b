import type { Why } from '@callchart/protocol'

/** No question was put to the service. */
const unasked: ReadonlySet<string> = new Set(['RUNTIME_SERVICE_RESTING', 'RUNTIME_SERVICE_TURN_LIMIT'])

/** Whether this meaning has cost a question to a service. */
export const hasAsked = ({ service, fellBack }: Why): boolean => service !== undefined || (fellBack !== undefined && !unasked.has(fellBack.cause))

/** How a service did, for who counts: `answered`, or the code of why its answer was not used; undefined where none was to be asked. */
export function serviceUse({ service, fellBack }: Why): { readonly service: string; readonly outcome: string } | undefined {
  if (fellBack !== undefined) return { service: fellBack.from, outcome: fellBack.cause }
  return service === undefined ? undefined : { service, outcome: 'answered' }
}
