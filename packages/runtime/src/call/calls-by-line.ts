import type { CallRow } from '../store/tables.js'
import type { HeldAbilities } from '../switch/held-lines.js'
import type { CallEnds } from './call-ends.js'
import type { CallRows, LineHolder } from './call-rows.js'
import type { LineOrigin } from './state.js'

/** Calls as the switches know them, by their lines; what is asked here makes this runtime the one that has the line. */
export class CallsByLine {
  constructor(
    private readonly rows: CallRows,
    private readonly ends: CallEnds,
    private readonly runtimeId: string,
  ) {}

  holder(abilities: HeldAbilities): LineHolder {
    return { runtimeId: this.runtimeId, abilities }
  }

  /** Where the line of a call is that we placed. */
  note(callId: string, line: LineOrigin, abilities: HeldAbilities): Promise<void> {
    return this.rows.noteLine(callId, line, this.holder(abilities))
  }

  /** The call that has the line, unless it is over. */
  async hold(line: LineOrigin, abilities: HeldAbilities): Promise<CallRow | undefined> {
    const row = await this.rows.holdLine(line, this.holder(abilities))
    return row === undefined || this.ends.isUnwritten(row.callId) ? undefined : row
  }

  /** Calls whose lines left a switch while nobody was connected to it. @param standing lines that are there @param before began by then */
  lost(switchId: string, standing: readonly string[], before: number): Promise<CallRow[]> {
    return this.rows.holdLost(switchId, standing, this.runtimeId, before)
  }
}
