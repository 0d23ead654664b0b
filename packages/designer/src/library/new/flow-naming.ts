import type { LibraryEntry } from '@callchart/protocol'
import { dialledNumberPattern, flowIdPattern, freshFlowId } from '../flow-id.js'

/** What somebody has filled in so far. */
export interface FlowNaming {
  readonly name: string
  /** Absent while it follows the name. */
  readonly ownId: string | undefined
  readonly dnis: readonly string[]
}

export const takenIds = (flows: readonly LibraryEntry[]): ReadonlySet<string> => new Set(flows.map(({ flow }) => flow))
export const takenNames = (flows: readonly LibraryEntry[]): ReadonlySet<string> => new Set(flows.map(({ name }) => name))

export const idOf = ({ name, ownId }: FlowNaming, taken: ReadonlySet<string>): string => ownId ?? freshFlowId(name, taken)

export type NamingFault = { readonly field: 'name' | 'id' | 'numbers'; readonly fault: 'missing' | 'invalid' | 'taken'; readonly number?: string; readonly name?: string }

/** What stands in the way of such a flow, first things first. */
export function namingFaults(naming: FlowNaming, flows: readonly LibraryEntry[]): NamingFault[] {
  const faults: NamingFault[] = []
  const taken = takenIds(flows)
  const id = idOf(naming, taken)
  if (naming.name.trim() === '') faults.push({ field: 'name', fault: 'missing' })
  if (!flowIdPattern.test(id)) faults.push({ field: 'id', fault: 'invalid' })
  else if (taken.has(id)) faults.push({ field: 'id', fault: 'taken' })
  for (const number of naming.dnis) {
    const other = flows.find(({ dnis }) => dnis.includes(number))
    if (!dialledNumberPattern.test(number)) faults.push({ field: 'numbers', fault: 'invalid', number })
    else if (other !== undefined) faults.push({ field: 'numbers', fault: 'taken', number, name: other.name })
  }
  return faults
}
