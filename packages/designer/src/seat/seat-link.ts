import type { JoinQueueAnswer, SeatCommand, SeatEvent } from '@callchart/protocol'
import { fromCallback, fromPromise } from 'xstate'
import { ask } from '../api/request.js'

/** What the seat's connection tells, each under the name that the server gives it. */
export type SeatLinkEvent = { readonly [Type in SeatEvent['type']]: Omit<Extract<SeatEvent, { type: Type }>, 'type'> & { readonly type: `seat.${Type}` } }[SeatEvent['type']] | { readonly type: 'seat.closed' }

export interface SeatWanted {
  readonly name: string
  readonly queue: string
}

/** Prepares a seat: its connection takes it. */
export const joinActor = fromPromise<JoinQueueAnswer, SeatWanted>(({ input: { name, queue }, signal }) =>
  ask<JoinQueueAnswer>(`/v1/queues/${encodeURIComponent(queue)}/agents`, { method: 'POST', body: { name, afterCallWork: true }, signal }),
)

/** The server names itself as it knows itself; this page reached it under its own name, perhaps through a proxy. */
export function ownAddress(controlUrl: string, page: Pick<Location, 'protocol' | 'host'>): string {
  const { pathname, search } = new URL(controlUrl)
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}${pathname}${search}`
}

/** The connection of a seat, for as long as somebody sits in it. */
export const seatLinkActor = fromCallback<SeatCommand, { readonly controlUrl: string }>(({ input, sendBack, receive }) => {
  const socket = new WebSocket(ownAddress(input.controlUrl, window.location))
  socket.onmessage = ({ data }: MessageEvent<string>) => {
    const event = JSON.parse(data) as SeatEvent
    sendBack({ ...event, type: `seat.${event.type}` })
  }
  socket.onclose = () => sendBack({ type: 'seat.closed' } satisfies SeatLinkEvent)
  receive((command) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(command))
  })
  return () => {
    socket.onclose = null
    socket.close(1_000)
  }
})
