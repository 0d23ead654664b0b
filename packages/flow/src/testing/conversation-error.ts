const ownFrames = ['conversation', 'conversation-error'].flatMap((file) => ['ts', 'js'].map((end) => new URL(`./${file}.${end}`, import.meta.url).pathname))
const isOwn = (frame: string): boolean => ownFrames.some((path) => frame.includes(`${path}:`))

/**
 * An expectation that a call does not meet, or a deed that its caller cannot do. The message shows the call so far; the stack begins in the test,
 * so that the test's own line is shown.
 */
export class ConversationError extends Error {
  override readonly name = 'ConversationError'

  constructor(message: string) {
    super(message)
    const frames = (this.stack ?? '').split('\n')
    this.stack = frames.filter((frame) => !isOwn(frame)).join('\n')
  }
}
