import { switchTargetSchema } from '@callchart/protocol'
import type { TransferEffect } from '@callchart/flow'
import type { CallState } from '../call/state.js'
import type { LineAbilities, SwitchTarget } from '../switch/switch-port.js'

/** How the switch brings the caller to somebody, or why it does not. */
export type LinePlan = { readonly way: 'ring' | 'send' | 'refer'; readonly target: SwitchTarget } | { readonly cause: string }

/** The number of ours that an outside person is shown; undefined: none may be. */
export type ShownNumber = (asked: string | undefined, dnis: string | undefined) => string | undefined

/** What can be done at all: each cause is a way out of the flow, with the caller still on the line. */
export function planTransfer(state: CallState, { target, mode }: TransferEffect, abilities: LineAbilities | undefined, shownNumber: ShownNumber): LinePlan {
  if (state.line === undefined) return { cause: 'no-switch' }
  if (abilities === undefined) return { cause: 'switch-away' }
  const read = switchTargetSchema.safeParse(target)
  if (!read.success) return { cause: 'bad-target' }
  const way = wayOf(mode, abilities)
  if (way === undefined) return { cause: 'no-switch' }
  if (read.data.type !== 'number') return { way, target: read.data as SwitchTarget }
  if (state.line.hasHopped === true) return { cause: 'second-hop' }
  const shows = shownNumber(read.data.shows, state.origin.dnis)
  return shows === undefined ? { cause: 'not-ours' } : { way, target: { type: 'number', number: read.data.number, shows } }
}

function wayOf(mode: TransferEffect['mode'], { consult, send, refer }: LineAbilities): 'ring' | 'send' | 'refer' | undefined {
  if (mode === 'refer') return refer ? 'refer' : undefined
  const [first, second] = mode === 'attended' ? (['ring', 'send'] as const) : (['send', 'ring'] as const)
  const can = { ring: consult, send }
  return can[first] ? first : can[second] ? second : undefined
}
