import { randomUUID } from 'node:crypto'
import type { CancelTimer, Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import { valueOf, type LineOrder, type OrderAnswer } from './line-order.js'
import type { LineName, LineRows, NewOrder } from './line-rows.js'
import { Rounds } from './rounds.js'

export interface OrderSenderParts {
  readonly rows: LineRows
  readonly clock: Clock
  failed(error: unknown): void
}

interface Waiting {
  readonly answered: (answer: OrderAnswer) => void
  readonly failed: (error: unknown) => void
  cancel: CancelTimer
}

/** Whoever has the line takes an order within this time, or nobody has it. */
const takeWithinMs = 1_500
/** It has done what it was asked for by then: a switch answers within 3 s, and a dialplan holds its question for 3 s. */
const answerWithinMs = 6_000
/** An answer of which nobody was told is looked for. */
const lookAgainMs = 250

/** Asks other runtimes, and waits for their answers. */
export class OrderSender {
  private readonly waiting = new Map<string, Waiting>()
  /** Orders of one call are written one after the other: they are obeyed in that order. */
  private readonly tails = new Map<string, Promise<unknown>>()
  private readonly rounds: Rounds
  private cancelLook: CancelTimer | undefined

  constructor(private readonly parts: OrderSenderParts) {
    this.rounds = new Rounds(
      () => this.collect(),
      (error) => parts.failed(error),
    )
  }

  /** @throws what the line throws; RUNTIME_SWITCH_UNAVAILABLE nobody has it now */
  send(order: Omit<NewOrder, 'orderId'>): Promise<unknown> {
    return this.ask(order.callId, async (orderId) => {
      await this.parts.rows.send({ ...order, orderId })
      return true
    })
  }

  /** To whoever has the line. @returns undefined: no living runtime beside this one has it @throws what its connector throws */
  async sendByLine(line: LineName, content: LineOrder): Promise<{ readonly value: unknown } | undefined> {
    try {
      const value = await this.ask(`${line.switchId} ${line.lineId}`, (orderId) => this.parts.rows.sendByLine(orderId, line, content))
      return { value }
    } catch (error) {
      if (error instanceof NobodyHasIt) return undefined
      throw error
    }
  }

  /** Answers may have come. */
  wake(): void {
    if (this.waiting.size > 0) void this.rounds.wake()
  }

  close(): void {
    this.cancelLook?.()
    for (const { cancel, failed } of this.waiting.values()) {
      cancel()
      failed(nobody())
    }
    this.waiting.clear()
  }

  private async ask(key: string, write: (orderId: string) => Promise<boolean>): Promise<unknown> {
    const orderId = randomUUID()
    const answer = new Promise<OrderAnswer>((answered, failed) => this.waiting.set(orderId, { answered, failed, cancel: () => undefined }))
    answer.catch(() => undefined)
    try {
      if (!(await this.inTurn(key, () => write(orderId)))) throw nobody()
    } catch (error) {
      this.waiting.delete(orderId)
      throw error instanceof RuntimeError && error.code === 'RUNTIME_STORE_UNAVAILABLE' ? nobody(error) : error
    }
    this.later(orderId, takeWithinMs, () => this.late(orderId))
    this.planLook()
    const given = await answer
    if ('isGone' in given) throw nobody()
    return valueOf(given)
  }

  private inTurn<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.tails.get(key) ?? Promise.resolve()
    const written = before.then(work)
    const tail = written
      .catch(() => undefined)
      .then(() => {
        if (this.tails.get(key) === tail) this.tails.delete(key)
      })
    this.tails.set(key, tail)
    return written
  }

  private async collect(): Promise<void> {
    const answers = await this.parts.rows.answers()
    for (const { orderId, answer } of answers) this.settle(orderId)?.answered(answer)
    if (answers.length > 0) await this.parts.rows.forget(answers.map(({ orderId }) => orderId))
  }

  /** One that nobody has taken is taken back: it is never done. One that is under way has some time more. */
  private async late(orderId: string): Promise<void> {
    if (await this.parts.rows.takeBack(orderId)) this.settle(orderId)?.failed(nobody())
    else this.later(orderId, answerWithinMs, () => this.giveUp(orderId))
  }

  private async giveUp(orderId: string): Promise<void> {
    this.settle(orderId)?.failed(nobody())
    await this.parts.rows.forget([orderId])
  }

  private later(orderId: string, ms: number, then: () => Promise<void>): void {
    const waiting = this.waiting.get(orderId)
    if (waiting === undefined) return
    waiting.cancel = this.parts.clock.after(
      ms,
      () =>
        void then().catch((error: unknown) => {
          this.parts.failed(error)
          this.settle(orderId)?.failed(nobody(error))
        }),
    )
  }

  private settle(orderId: string): Waiting | undefined {
    const waiting = this.waiting.get(orderId)
    waiting?.cancel()
    this.waiting.delete(orderId)
    return waiting
  }

  private planLook(): void {
    this.cancelLook ??= this.parts.clock.after(lookAgainMs, () => {
      this.cancelLook = undefined
      if (this.waiting.size === 0) return
      this.wake()
      this.planLook()
    })
  }
}

class NobodyHasIt extends RuntimeError {}

const nobody = (cause?: unknown): NobodyHasIt =>
  new NobodyHasIt('RUNTIME_SWITCH_UNAVAILABLE', 'No runtime has the call or its line now, or it does not answer: try again when the switch is connected.', { retryable: true, ...(cause !== undefined && { cause }) })
