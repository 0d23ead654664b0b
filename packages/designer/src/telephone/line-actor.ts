import { fromCallback } from 'xstate'
import type { LineEnd } from './line-messages.js'
import { silent, type LevelStore } from './levels.js'
import { openLine, type Line } from './line.js'

export type LineEvent = { readonly type: 'line.opened' } | { readonly type: 'line.closed'; readonly end: LineEnd }

export type LineOrder =
  | { readonly type: 'press'; readonly digit: string }
  | { readonly type: 'mute'; readonly on: boolean }
  | { readonly type: 'hold'; readonly on: boolean }
  | { readonly type: 'hang up' }

export interface LineInput {
  readonly mediaUrl: string
  /** Closed with the line. */
  readonly context: AudioContext
  readonly microphone: MediaStream | undefined
  readonly levels: LevelStore
}

function obey(line: Line, order: LineOrder): void {
  switch (order.type) {
    case 'press':
      return line.press(order.digit)
    case 'mute':
      return line.mute(order.on)
    case 'hold':
      return line.hold(order.on)
    case 'hang up':
      return line.hangUp()
  }
}

/** A line for as long as this runs: left behind, it is hung up. */
export const lineActor = fromCallback<LineOrder, LineInput>(({ input: { levels, ...options }, sendBack, receive }) => {
  const waiting: LineOrder[] = []
  let line: Line | undefined
  let isLeft = false
  const close = (end: LineEnd): void => {
    levels.setState(silent)
    if (!isLeft) sendBack({ type: 'line.closed', end } satisfies LineEvent)
  }
  openLine({ ...options, sink: { opened: () => sendBack({ type: 'line.opened' } satisfies LineEvent), levels: (now) => levels.setState(now), closed: close } }).then(
    (opened) => {
      line = opened
      if (isLeft) opened.hangUp()
      else for (const order of waiting.splice(0)) obey(opened, order)
    },
    () => {
      for (const track of options.microphone?.getTracks() ?? []) track.stop()
      void options.context.close()
      close('refused')
    },
  )
  receive((order) => (line === undefined ? void waiting.push(order) : obey(line, order)))
  return () => {
    isLeft = true
    line?.hangUp()
  }
})
