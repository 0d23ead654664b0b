import type { DraftDocument, Json, JsonObject, VariableType } from '@callchart/flow'
import type { Command, CommandKind } from '../command.js'
import { withNames, type Renaming } from '../names.js'
import { isObject, withField, type FieldPath } from '../node-fields.js'

type Map = 'variables' | 'intents'

export const entriesOf = (document: DraftDocument, map: Map): JsonObject => {
  const entries = document[map]
  return isObject(entries) ? entries : {}
}

const isThere = (document: DraftDocument, map: Map, name: string): boolean => Object.hasOwn(entriesOf(document, map), name)

export const withEntry = (document: DraftDocument, map: Map, name: string, entry: JsonObject): DraftDocument => withField(document, [map, name], entry)

/** Puts an entry under a name that is free. */
export const adding = (kind: CommandKind, map: Map, name: string, entry: JsonObject): Command => ({
  kind,
  apply: (document) => (isThere(document, map, name) ? document : withEntry(document, map, name, entry)),
})

export const editing = (kind: CommandKind, map: Map, name: string, path: FieldPath, value: Json | undefined): Command => ({
  kind,
  mergeKey: `${name} ${path.join('.')}`,
  apply: (document) => (isThere(document, map, name) && path.length > 0 ? withField(document, [map, name, ...path], value) : document),
})

export const removing = (kind: CommandKind, map: Map, name: string): Command => ({
  kind,
  apply: (document) => {
    if (!isThere(document, map, name)) return document
    const { [name]: _gone, ...others } = entriesOf(document, map)
    const { [map]: _map, ...rest } = document
    return (Object.keys(others).length === 0 ? rest : { ...document, [map]: others })
  },
})

/** Gives an entry another name, which must be free, and the same to every mention of it. */
export const renaming = (kind: CommandKind, map: Map, from: string, to: string, mentions: Renaming): Command => ({
  kind,
  apply: (document) => {
    if (from === to || !isThere(document, map, from) || isThere(document, map, to)) return document
    const entries = Object.fromEntries(Object.entries(entriesOf(document, map)).map(([name, entry]) => [name === from ? to : name, entry]))
    return withNames({ ...document, [map]: entries }, mentions)
  },
})

/** Declares a variable. */
export const addVariable = (name: string, variable: JsonObject): Command => adding('addVariable', 'variables', name, variable)

export const editVariable = (name: string, path: FieldPath, value: Json | undefined): Command => editing('editVariable', 'variables', name, path, value)

/** A variable takes another type: what it began as goes, since it is of the old one. */
export const changeVariableType = (name: string, type: VariableType): Command => {
  const begun = editVariable(name, ['initial'], undefined)
  const typed = editVariable(name, ['type'], type)
  return { kind: typed.kind, apply: (document) => typed.apply(begun.apply(document)) }
}

/** Takes a declaration away; what still uses the variable becomes a finding. */
export const removeVariable = (name: string): Command => removing('removeVariable', 'variables', name)

/** Renames a variable everywhere: in expressions, in what is said, where it is filled. */
export const renameVariable = (from: string, to: string): Command =>
  renaming('renameVariable', 'variables', from, to, { variable: (name) => (name === from ? to : name) })
