import { describe, expect, it } from 'vitest'
import { LineWorld, readyFrom } from '../testing/line-world.js'
import { humanAt } from '../testing/switch-world.js'
import { isCallOver, openLegs } from './state.js'

const happenings = ['answered', 'ended', 'media lost', 'runtime restarts', 'caller gone'] as const
type Happening = (typeof happenings)[number]

const ordersOf = (left: readonly Happening[]): Happening[][] =>
  left.length === 0 ? [[]] : left.flatMap((first) => ordersOf(left.filter((other) => other !== first)).map((rest) => [first, ...rest]))

/** A call whose human is rung, or to whom its caller was sent. */
async function transferring(mode: 'attended' | 'blind'): Promise<LineWorld> {
  const world = new LineWorld(readyFrom(humanAt('orders', { extension: '2000', mode, whisper: undefined })))
  await world.begins()
  return world
}

async function happens(world: LineWorld, happening: Happening, legId: string): Promise<void> {
  switch (happening) {
    case 'answered':
      if (world.line.legs.has(legId)) world.line.tells({ type: 'leg.answered', legId })
      break
    case 'ended':
      if (world.line.legs.has(legId)) world.line.tells({ type: 'leg.ended', legId, outcome: 'left' })
      break
    case 'media lost':
      world.leg = undefined
      world.line.tells({ type: 'media.lost', detail: 'killed' })
      break
    case 'runtime restarts':
      return world.restarts(world.leg !== undefined)
    case 'caller gone':
      world.line.tells({ type: 'line.left', by: 'caller' })
  }
  await world.settles()
}

const outcomes = ['transfer.ended', 'transfer.failed', 'transfer.busy', 'transfer.no-answer', 'transfer.declined']

describe.each(['attended', 'blind'] as const)('a call in the middle of an %s transfer', (mode) => {
  it.each(ordersOf(happenings).map((order) => [order.join(', ')] as const))('ends with nothing left open: %s', async (told) => {
    const world = await transferring(mode)
    const legId = [...world.line.legs][0] ?? ''

    for (const happening of told.split(', ') as Happening[]) await happens(world, happening, legId)
    await world.passes(90_000)

    const { state } = world.call
    expect(isCallOver(state)).toBe(true)
    expect(world.endCount).toBe(1)
    expect(openLegs(state)).toEqual([])
    expect(world.line.legs).toEqual(new Set())
    expect(world.events.filter((type) => type === 'caller.hung-up').length).toBe(1)
    expect(world.events.filter((type) => outcomes.includes(type)).length).toBeLessThanOrEqual(1)
    const [live, again] = world.views()
    expect(again).toEqual(live)
  })

  it.each(ordersOf(['answered', 'ended', 'media lost', 'runtime restarts']).map((order) => [order.join(', ')] as const))('goes on on a bot leg of its own while its caller stays: %s', async (told) => {
    const world = await transferring(mode)
    const legId = [...world.line.legs][0] ?? ''

    for (const happening of told.split(', ') as Happening[]) await happens(world, happening, legId)
    await world.passes(5_000)

    const { state } = world.call
    expect(state.caller).toBe('connected')
    expect(openLegs(state)).toEqual([])
    expect(state.botLeg.state).toBe('connected')
    expect(state.turns.size).toBe(1)
    expect(world.leg?.commands.some(({ command }) => command.type === 'turn.start')).toBe(true)
    const [live, again] = world.views()
    expect(again).toEqual(live)
  })
})
