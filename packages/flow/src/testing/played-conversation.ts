import type { SimulatedAnswer } from '../simulate/simulation.js'
import { Conversation } from './conversation.js'
import type { Meaning } from './meaning.js'
import type { StepwiseCall } from './stepwise-call.js'

/**
 * A conversation in which nothing comes by itself: prompts are heard, services answer and the line closes only when the test says so. So every
 * order of things can be played, such as a caller who hangs up while a service is asked.
 */
export class PlayedConversation extends Conversation {
  readonly #stepwise: StepwiseCall

  constructor(call: StepwiseCall) {
    super(call)
    this.#stepwise = call
  }

  /** Words, and what they mean; nobody else understands them here. */
  override says(words: string, meaning: Meaning = 'nothing'): this {
    return this.acts(() => this.#stepwise.says(words, meaning))
  }

  /** What was to be said is heard to its end. */
  hearsPrompts(): this {
    return this.acts(() => this.#stepwise.hearsPrompts())
  }

  /** The line closes after the bot's own hang-up. */
  lineCloses(): this {
    return this.acts(() => this.#stepwise.hangsUp())
  }

  /** @param node that sent the request */
  serviceAnswers(node: string, answer: SimulatedAnswer): this {
    return this.acts(() => this.#stepwise.serviceAnswers(node, answer))
  }

  /** What the calendar says; `unknown`: it cannot be asked. */
  officeIs(opening: 'open' | 'closed' | 'unknown'): this {
    return this.acts(() => this.#stepwise.officeIs(opening))
  }

  /** The next sentence of a model's answer. @param index from 0 */
  knowledgeSays(index: number, sentence: string): this {
    return this.acts(() => this.#stepwise.knowledgeSays(index, sentence))
  }

  /** The answer is whole. @param entryId of a list of questions; absent for a model's */
  knowledgeAnswers(entryId?: string): this {
    return this.acts(() => this.#stepwise.knowledgeAnswers(entryId))
  }

  /** @param cause `no-answer` where nothing that is known fits */
  knowledgeFails(cause: string): this {
    return this.acts(() => this.#stepwise.knowledgeFails(cause))
  }
}
