/** Codes raised by the speech part: code -> meaning. */
export const speechErrorCodes = {
  SPEECH_REQUEST_INVALID: 'A request to the speech engine lacks a field or holds a value that it does not take',
  SPEECH_GRAMMAR_INVALID: 'A grammar is not in the subset of SRGS ABNF that the speech engine reads',
  SPEECH_VOICE_UNKNOWN: 'No voice of this name or language exists in the speech engine',
  SPEECH_TEXT_TOO_LONG: 'The text to speak is longer than the speech engine takes in one request',
  SPEECH_NOT_SUPPORTED: 'The embedded speech engine cannot do this: another engine is needed',
  SPEECH_BUSY: 'All recognisers or synthesisers are at work',
  SPEECH_WORKER_FAILED: 'A worker thread of the speech engine failed',
  SPEECH_MODEL_FOLDER: 'The folder of the user\'s own speech model does not exist or cannot be read',
  SPEECH_MODEL_INVALID: 'A folder holds no streaming speech model that can be loaded',
  SPEECH_MODEL_UNSUPPORTED: 'The speech model is of a kind that the engine does not run',
  SPEECH_MODEL_PACKAGE_MISSING: 'The package that runs speech models is not installed',
  SPEECH_SETTING_INVALID: 'An environment variable of the speech engine holds a value that it does not take',
} as const satisfies Record<string, string>
