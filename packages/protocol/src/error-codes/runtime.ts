/** Codes raised by the runtime part: code -> meaning. */
export const runtimeErrorCodes = {
  RUNTIME_STORE_UNAVAILABLE: 'PostgreSQL did not answer in time or the connection was lost',
  RUNTIME_STALE_EPOCH: 'Another runtime has taken the call over, so this one may not write its journal any more',
  RUNTIME_JOURNAL_CONFLICT: 'A sequence number of the journal is already taken by another entry of the call',
  RUNTIME_DATA_FOLDER_LOCKED: 'The data folder is in use by another running process',
  RUNTIME_MIGRATION_FAILED: 'The tables of the database could not be brought to this release',
  RUNTIME_DATABASE_START_FAILED: 'The embedded PostgreSQL could not be prepared or started',
} as const satisfies Record<string, string>
