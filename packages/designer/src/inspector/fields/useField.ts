import type { DraftDocument, Json } from '@callchart/flow'
import { useCallback, useMemo } from 'react'
import type { Command } from '../../document/command.js'
import { editFlow } from '../../document/commands/flow.js'
import { editNode } from '../../document/commands/nodes.js'
import { valueAt, type FieldPath } from '../../document/node-fields.js'
import { useEditor, useEditorStore } from '../../editor/EditorContext.js'
import { fieldPath, schemaPath } from './field-path.js'
import { useFieldScope, type FieldScope } from './FieldScope.js'

export interface Field {
  readonly value: Json | undefined
  readonly schema: string
  /** `undefined` makes the field absent. */
  readonly set: (next: Json | undefined) => void
  /** The same as a step of its own: what follows is undone apart from it. */
  readonly replace: (next: Json | undefined) => void
}

/** The value of a field in a document. */
export function readField(document: DraftDocument, { node }: FieldScope, path: FieldPath): Json | undefined {
  return valueAt(node === undefined ? document : document.nodes.find(({ id }) => id === node), path)
}

export const fieldCommand = ({ node }: FieldScope, path: FieldPath, next: Json | undefined): Command => (node === undefined ? editFlow(path, next) : editNode(node, path, next))

/** A step of its own in the history. */
export function alone({ kind, apply }: Command): Command {
  return { kind, apply }
}

/** One field of what the surrounding scope shows. Renders again when its own value changes, and not with its neighbours. */
export function useField(at: string): Field {
  const scope = useFieldScope()
  const store = useEditorStore()
  const path = useMemo(() => fieldPath(at), [at])
  const schema = useMemo(() => schemaPath(scope.root, at), [scope.root, at])
  const value = useEditor(({ document }) => readField(document, scope, path))
  const set = useCallback((next: Json | undefined) => store.getState().run(fieldCommand(scope, path, next)), [store, scope, path])
  const replace = useCallback((next: Json | undefined) => store.getState().run(alone(fieldCommand(scope, path, next))), [store, scope, path])
  return { value, schema, set, replace }
}
