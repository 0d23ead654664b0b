import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { CallDirectory } from '../call/directory.js'
import { holdHere, holdsOf } from '../call/hold-caller.js'
import type { Clock } from '../clock.js'
import type { Notices } from '../store/notices.js'
import type { ContentKey } from '../store/seal/content-seal.js'
import type { Database } from '../store/tables.js'
import { CallLines } from './call-lines.js'
import type { Dialling } from './dialling.js'
import { createLeaseRows } from './lease-rows.js'
import type { CallDesk } from './line-desk.js'
import { createLineRows, type LineRows } from './line-rows.js'
import { SwitchLeases } from './switch-leases.js'
import type { OriginateRequest } from './switch-port.js'

export interface LinesParts {
  readonly db: Kysely<Database>
  readonly runtimeId: string
  /** Of what is on its way between runtimes. */
  readonly key: ContentKey
  readonly clock: Clock
  readonly logger: Logger
  readonly leaseMs: number
}

export interface ServingParts {
  readonly directory: CallDirectory
  readonly desk: CallDesk
  readonly dialling: Dialling
  readonly notices: Notices
}

/** Switches and lines of this runtime and of the others on its database. */
export interface Lines {
  readonly calls: CallLines
  readonly leases: SwitchLeases
  readonly rows: LineRows
  /** Another runtime has the switch, and every line of it. */
  lost(switchId: string): void
  serve(parts: ServingParts): void
}

export function openLines({ db, runtimeId, key, clock, logger, leaseMs }: LinesParts): Lines {
  const rows = createLineRows(db, runtimeId, key)
  const leases = new SwitchLeases({ rows: createLeaseRows(db, runtimeId, leaseMs), clock, logger, leaseMs })
  const calls = new CallLines({ runtimeId, rows, leases, clock, logger })
  return {
    calls,
    leases,
    rows,
    lost: (switchId) => calls.lose(switchId),
    serve({ directory, desk, dialling, notices }) {
      const holds = holdsOf(directory, calls)
      const served = {
        originate: (callId: string, switchId: string, request: OriginateRequest) => dialling.originate(callId, switchId, request),
        hear: (switchId: string, told: unknown) => dialling.hear(switchId, told),
        holdCaller: (callId: string, isHeld: boolean) => holdHere(holds, callId, isHeld),
        heardElsewhere: (callId: string) => desk.heardElsewhere(callId),
      }
      calls.open(directory, served, notices)
    },
  }
}
