import type { Json, JsonObject } from '@callchart/flow'
import type { Command } from '../command.js'
import { withField, type FieldPath } from '../node-fields.js'
import { adding, editing, removing, renaming } from './variables.js'

export const addIntent = (id: string, intent: JsonObject): Command => adding('addIntent', 'intents', id, intent)

export const editIntent = (id: string, path: FieldPath, value: Json | undefined): Command => editing('editIntent', 'intents', id, path, value)

/** Takes an intent away; branches that still name it become findings. */
export const removeIntent = (id: string): Command => removing('removeIntent', 'intents', id)

/** Gives an intent another id, in every branch that names it too. */
export const renameIntent = (from: string, to: string): Command => renaming('renameIntent', 'intents', from, to, { intent: (id) => (id === from ? to : id) })

/** Sets one field of a key intent, or the whole of it where the path is empty; `undefined` takes it away. */
export const editKeyIntent = (name: string, path: FieldPath, value: Json | undefined): Command => ({
  kind: 'editKeyIntent',
  mergeKey: `${name} ${path.join('.')}`,
  apply: (document) => {
    const edited = withField(document, ['keyIntents', name, ...path], value)
    const { keyIntents, ...rest } = edited
    return keyIntents !== undefined && Object.keys(keyIntents as JsonObject).length === 0 ? (rest) : edited
  },
})
