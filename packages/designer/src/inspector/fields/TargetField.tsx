import { ActionIcon, Tooltip } from '@mantine/core'
import { nodeKinds, type DraftDocument, type DraftNode, type DraftPosition, type NodeKind } from '@callchart/flow'
import { IconArrowRight } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { memo, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { blankNode, freshNodeId } from '../../document/blank-node.js'
import type { Command } from '../../document/command.js'
import { addNode } from '../../document/commands/nodes.js'
import { useEditor, useEditorStore } from '../../editor/EditorContext.js'
import { kindLooks } from '../../nodes/kinds.js'
import { FieldFrame } from './FieldFrame.js'
import { fieldPath } from './field-path.js'
import { useFieldScope, type FieldScope } from './FieldScope.js'
import { Picker, type PickerGroup } from './Picker.js'
import { fieldCommand, useField } from './useField.js'

export interface TargetFieldProps {
  readonly at: string
  readonly label?: string
}

const newMark = 'new:'
/** How far a new node stands from the one that leads to it. */
const besidePx = 340

/** Nodes of the flow, and kinds of which a new one can be made. */
function targetsIn({ nodes }: DraftDocument, self: string | undefined, t: TFunction<['inspector', 'kinds']>): readonly PickerGroup[] {
  const existing = nodes
    .filter(({ kind }) => kind !== 'start')
    .map(({ id, name, kind }) => ({ value: id, text: name, hint: id === self ? t('itself') : id, Icon: kindLooks[kind].Icon, color: kindLooks[kind].color }))
  const made = nodeKinds
    .filter((kind) => kind !== 'start')
    .map((kind) => ({ value: `${newMark}${kind}`, text: t(`kinds:${kind}.name`), hint: t('newNode'), Icon: kindLooks[kind].Icon, color: kindLooks[kind].color }))
  return [{ label: t('nodes'), options: existing }, { label: t('newNode'), options: made }]
}

function placeFor({ layout = {}, nodes }: DraftDocument, from: string | undefined): DraftPosition {
  const near = from === undefined ? undefined : layout[from]
  const x = (near?.x ?? 0) + besidePx
  const taken = new Set(nodes.flatMap(({ id }) => (layout[id]?.x === x ? [layout[id].y] : [])))
  let y = near?.y ?? Math.max(0, ...Object.values(layout).map((each) => each.y)) + 200
  while (taken.has(y)) y += 160
  return { x, y }
}

/** A new node, and the way that leads to it, in one step. */
export function addTarget(document: DraftDocument, scope: FieldScope, at: string, kind: NodeKind, name: string): { readonly node: DraftNode; readonly command: Command } {
  const node = blankNode(kind, freshNodeId(document, kind), name)
  const added = addNode(node, placeFor(document, scope.node))
  const led = fieldCommand(scope, fieldPath(at), node.id)
  return { node, command: { kind: 'addNodeAfter', apply: (before) => led.apply(added.apply(before)) } }
}

/** Where a way goes: a node of the flow, or a new one. */
export const TargetField = memo(function TargetField({ at, label }: TargetFieldProps) {
  const { t } = useTranslation(['inspector', 'kinds'])
  const { value, schema, replace } = useField(at)
  const scope = useFieldScope()
  const store = useEditorStore()
  const target = typeof value === 'string' ? value : undefined
  const name = useEditor(({ document }) => (target === undefined ? undefined : document.nodes.find(({ id }) => id === target)?.name))
  const groups = useCallback(() => targetsIn(store.getState().document, scope.node, t), [store, scope.node, t])
  const pick = (chosen: string): void => {
    if (!chosen.startsWith(newMark)) return replace(chosen)
    const kind = chosen.slice(newMark.length) as NodeKind
    const { document, run } = store.getState()
    run(addTarget(document, scope, at, kind, t(`kinds:${kind}.name`)).command)
  }
  return (
    <FieldFrame at={at} schema={schema} label={label}>
      {(input) => (
        <Picker
          input={input}
          shown={target === undefined ? undefined : (name ?? t('gone', { id: target }))}
          placeholder={t('notConnected')}
          groups={groups}
          onPick={pick}
          onClear={() => replace(undefined)}
          aside={
            name !== undefined && (
              <Tooltip label={t('goTo', { name })}>
                <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('goTo', { name })} onClick={() => target !== undefined && store.getState().select([target])}>
                  <IconArrowRight size={16} aria-hidden />
                </ActionIcon>
              </Tooltip>
            )
          }
        />
      )}
    </FieldFrame>
  )
})
