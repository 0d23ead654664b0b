import type { LineHangUp } from '../switch-port.js'

/** What a dialplan is told to do next; an extension of [callchart-do] in deploy/asterisk each. */
export type Order =
  /** A bot leg: the token of its media. */
  | { readonly do: 'talk'; readonly token: string }
  | { readonly do: 'dial'; readonly leg: string; readonly to: string; readonly seconds: string; readonly shows: string; readonly headers: string }
  | { readonly do: 'refer'; readonly to: string }
  | { readonly do: 'bye'; readonly cause: string }
  /** Ask again. */
  | { readonly do: 'wait' }

/** An order under its number: the dialplan says which one it has done. */
export interface NumberedOrder {
  readonly n: number
  readonly order: Order
}

/** As Asterisk's CURLOPT(hashcompat) reads it. */
export const writeOrder = ({ n, order }: NumberedOrder): string => new URLSearchParams({ ...order, n: String(n) }).toString()

/** ITU-T Q.850 table 1; 42 is congestion of the switching equipment. */
const hangUpCauses: Readonly<Record<LineHangUp, string>> = { normal: '16', busy: '17', declined: '21', congestion: '42' }
export const byeFor = (cause: LineHangUp): Order => ({ do: 'bye', cause: hangUpCauses[cause] })
