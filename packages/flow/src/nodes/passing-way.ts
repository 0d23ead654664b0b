import type { Way } from '../document/ways.js'
import type { NodeKind } from './kinds.js'

/** The way that a call takes where all goes as it should; a question, a menu, and what ends the call or leaves the flow have none. */
const mainWays: Readonly<Record<NodeKind, string | undefined>> = {
  start: 'next',
  say: 'next',
  ask: undefined,
  menu: undefined,
  collect: 'next',
  decide: 'else',
  set: 'next',
  request: 'next',
  knowledge: 'next',
  transfer: 'next',
  hours: 'open',
  subflow: 'next',
  voicemail: 'next',
  record: 'next',
  tag: 'next',
  jump: 'to',
  hangup: undefined,
}

/**
 * The way on where the node itself is left out: its main way, or else the one target that all its connected ways share.
 * Undefined where nobody could tell where a call should go on.
 */
export function passingWay(kind: NodeKind, ways: readonly Way[]): (Way & { readonly to: string }) | undefined {
  const connected = ways.flatMap((way) => (way.to === undefined ? [] : [{ ...way, to: way.to }]))
  const main = connected.find(({ way }) => way === mainWays[kind])
  if (main !== undefined) return main
  const [first] = connected
  return first !== undefined && connected.every(({ to }) => to === first.to) ? first : undefined
}
