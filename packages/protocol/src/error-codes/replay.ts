/** Codes raised where recorded calls run again: code -> meaning. */
export const replayErrorCodes = {
  REPLAY_FILE_EMPTY: 'A file of journals holds no call',
  REPLAY_FILE_NOT_JSON: 'A line of a file of journals is not JSON',
  REPLAY_FILE_TRUNCATED: 'A file of journals ends before its last call does',
  REPLAY_FILE_INVALID: 'A line of a file of journals has another shape than it should have at its place',
  REPLAY_ENTRY_UNKNOWN: 'A journal holds an entry, a fact or an event of a kind that this release does not know',
  REPLAY_SEQUENCE_GAP: 'The entries of a journal do not follow one another: some are missing, twice there, or out of order',
  REPLAY_VERSION_MISSING: 'The version that a recorded call ran on is neither in its file nor in the database',
  REPLAY_OTHER_FLOW: 'A recorded call is of another flow than the draft on which it is to run',
} as const satisfies Record<string, string>
