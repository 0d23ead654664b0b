import { createHash } from 'node:crypto'
import { canonicalJson } from '@callchart/flow'
import { understandingFormat, type UnderstandingModel } from '@callchart/nlu'
import type { UnderstandingSource } from '@callchart/protocol'
import type { Kysely } from 'kysely'
import { toJsonb } from '../store/json.js'
import type { Database } from '../store/tables.js'

/** Trained models in PostgreSQL. Each method @throws RUNTIME_STORE_UNAVAILABLE */
export interface ModelStore {
  find(modelId: string): Promise<UnderstandingModel | undefined>
  /** Stores the model unless it is there. */
  save(modelId: string, model: UnderstandingModel, at: Date): Promise<void>
}

/** Equal for sources that give equal models, whatever the order of their keys. */
export const modelIdOf = (source: UnderstandingSource, format: string = understandingFormat): string =>
  createHash('sha256').update(canonicalJson({ format, source })).digest('hex')

export function createModelStore(db: Kysely<Database>): ModelStore {
  return {
    find: async (modelId) => {
      const row = await db.selectFrom('understandingModels').select('model').where('modelId', '=', modelId).executeTakeFirst()
      return row?.model
    },
    save: async (modelId, model, createdAt) => {
      await db
        .insertInto('understandingModels')
        .values({ modelId, model: toJsonb(model), createdAt })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
  }
}
