import type { CallOfLine, LineDesk, SwitchLine } from './switch-port.js'

export interface CarrierLine extends SwitchLine {
  belongsTo(call: CallOfLine): void
  close(): void
}

/** The lines of a carrier that tells of its calls by webhooks, each of which may be the first that this process hears of a call. */
export class CarrierLines<Line extends CarrierLine> extends Map<string, Line> {
  private readonly looking = new Map<string, Promise<Line | undefined>>()
  /** Calls being placed: their webhooks may come before we know their names. */
  private readonly placing = new Set<Promise<unknown>>()

  /** @param leftLine one that an earlier process has left */
  constructor(
    private readonly switchId: string,
    private readonly desk: LineDesk,
    private readonly leftLine: (lineId: string) => Line,
  ) {
    super()
  }

  /** Webhooks wait until it is known what the call is called. */
  place(placed: Promise<Line>, callOf: (line: SwitchLine) => CallOfLine): Promise<Line> {
    const placing = placed.then((line) => {
      this.set(line.lineId, line)
      line.belongsTo(callOf(line))
      return line
    })
    const settled = placing.then(
      () => undefined,
      () => undefined,
    )
    this.placing.add(settled)
    return placing.finally(() => this.placing.delete(settled))
  }

  /** The line, one of an earlier process included, which is looked for once. @param lineId empty where a webhook names none */
  async find(lineId: string): Promise<Line | undefined> {
    if (lineId === '') return undefined
    await Promise.all(this.placing)
    const known = this.get(lineId)
    if (known !== undefined) return known
    const looking = this.looking.get(lineId) ?? this.look(lineId).finally(() => this.looking.delete(lineId))
    this.looking.set(lineId, looking)
    return looking
  }

  /**
   * What the carrier says of a line goes to the runtime that has it; where none lives that has it, to this one.
   * @param told for `hear` of the carrier's connector there, as plain JSON @returns what `take` returned, here or there
   */
  async serve<Answer>(lineId: string, told: unknown, take: (line: Line | undefined) => Promise<Answer>): Promise<Answer> {
    await Promise.all(this.placing)
    if (lineId === '' || this.has(lineId)) return take(this.get(lineId))
    const elsewhere = await this.desk.hearElsewhere({ switchId: this.switchId, lineId }, told)
    // Made by the same `take`, of the same release.
    return elsewhere === undefined ? take(await this.find(lineId)) : ((elsewhere.value ?? undefined) as Answer)
  }

  /** Takes up a line that an earlier process had, unless a living one has it. */
  async recover(lineId: string): Promise<void> {
    if (!this.has(lineId) && !(await this.desk.isElsewhere({ switchId: this.switchId, lineId }))) await this.find(lineId)
  }

  /** Lets go of them all. */
  close(): void {
    for (const line of this.values()) line.close()
    this.clear()
  }

  private async look(lineId: string): Promise<Line | undefined> {
    const line = this.leftLine(lineId)
    const call = await this.desk.found(line)
    if (call === undefined) return undefined
    this.set(lineId, line)
    line.belongsTo(call)
    return line
  }
}
