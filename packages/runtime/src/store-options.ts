import { join } from 'node:path'
import type { FlowLibrarySettings } from './flows/flow-library.js'
import { createVersionCopies } from './flows/version-copies.js'
import type { RuntimeSettings, RuntimeTuning } from './settings.js'
import type { StoreOptions } from './store/store.js'

/** How the database is used, and what calls go on with while it is away. */
export function storeOptions({ away, logger, masterKey }: RuntimeSettings, { clock, leaseMs, databaseAwayMs }: RuntimeTuning, runtimeId: string): StoreOptions {
  if (away === undefined) return { masterKey }
  return { masterKey, spool: { folder: join(away.folder, 'spool'), runtimeId, capBytes: away.spoolBytes, leaseMs, clock, logger }, awayAfterMs: databaseAwayMs }
}

/** The versions that calls run while the database is away. */
export const versionCopies = ({ away, logger }: RuntimeSettings): Pick<FlowLibrarySettings, 'copies'> => (away === undefined ? {} : { copies: createVersionCopies(join(away.folder, 'versions'), logger) })
