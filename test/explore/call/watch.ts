import type { MediaCommand, MediaFact, NumberedCommand, NumberedFact, TurnStart } from '@callchart/protocol'
import type { WireWatch } from './wire.js'

type CommandOf<Type extends MediaCommand['type']> = Extract<MediaCommand, { type: Type }>

export const outcomeTypes: ReadonlySet<MediaFact['type']> = new Set(['utterance', 'digits', 'no-input', 'turn.finished', 'turn.recorded', 'turn.failed', 'turn.cancelled'])

/** What the bridge reported and what it was told, each once and in its order. */
export class CallWatch implements WireWatch {
  private readonly factsByNumber = new Map<number, MediaFact>()
  private readonly commandsByNumber = new Map<number, NumberedCommand>()
  /** Everything that came into the bridge, in its order: it does the same whenever it gets the same. */
  readonly inputs: string[] = []

  factSent({ number, fact }: NumberedFact): void {
    this.factsByNumber.set(number, fact)
  }

  commandDelivered(numbered: NumberedCommand): void {
    this.inputs.push(`${numbered.epoch} ${numbered.number} ${numbered.command.type}`)
    // One of an outdated runtime and a repeated one are not carried out.
    const isNews = [...this.commandsByNumber.values()].every(({ number, epoch }) => number < numbered.number && epoch <= numbered.epoch)
    if (isNews) this.commandsByNumber.set(numbered.number, numbered)
  }

  get facts(): readonly MediaFact[] {
    return [...this.factsByNumber].sort(([a], [b]) => a - b).map(([, fact]) => fact)
  }

  get factCount(): number {
    return this.factsByNumber.size
  }

  get commands(): readonly MediaCommand[] {
    return [...this.commandsByNumber.values()].map(({ command }) => command)
  }

  commandsOf<Type extends MediaCommand['type']>(type: Type): CommandOf<Type>[] {
    return this.commands.filter((command): command is CommandOf<Type> => command.type === type)
  }

  /** Turns that the bridge was told to start, by their id. */
  get turns(): ReadonlyMap<string, TurnStart> {
    const turns = new Map<string, TurnStart>()
    for (const turn of this.commandsOf('turn.start')) if (!turns.has(turn.turnId)) turns.set(turn.turnId, turn)
    return turns
  }

  /** The turn that waits for the caller's words, and can hear them. */
  get listeningTurn(): string | undefined {
    const over = new Set(this.facts.flatMap((fact) => ((outcomeTypes.has(fact.type) || fact.type === 'recogniser.unavailable') && 'turnId' in fact ? [fact.turnId] : [])))
    const hears = (turnId: string): boolean => this.turns.get(turnId)?.listen?.speech === true && !over.has(turnId)
    return this.facts.flatMap((fact) => (fact.type === 'listening.started' && hears(fact.turnId) ? [fact.turnId] : [])).at(-1)
  }

  /** A human and the caller hear each other. */
  get isJoined(): boolean {
    const joined = new Set<string>()
    for (const fact of this.facts) {
      if (fact.type === 'legs.joined') joined.add(fact.legId)
      if (fact.type === 'leg.hung-up') joined.delete(fact.legId)
    }
    return joined.size > 0
  }
}
