import { cliErrorCodes } from './error-codes/cli.js'
import { flowErrorCodes } from './error-codes/flow.js'
import { mediaErrorCodes } from './error-codes/media.js'
import { nluErrorCodes } from './error-codes/nlu.js'
import { protocolErrorCodes } from './error-codes/protocol.js'
import { replayErrorCodes } from './error-codes/replay.js'
import { runtimeErrorCodes } from './error-codes/runtime.js'
import { speechErrorCodes } from './error-codes/speech.js'

/** Every stable error code and what it means. docs/errors.md holds the same list with the way out; a test compares the two. */
export const errorCodes = {
  ...protocolErrorCodes,
  ...flowErrorCodes,
  ...nluErrorCodes,
  ...mediaErrorCodes,
  ...speechErrorCodes,
  ...runtimeErrorCodes,
  ...replayErrorCodes,
  ...cliErrorCodes,
}

export type ErrorCode = keyof typeof errorCodes
