import { useTranslation } from 'react-i18next'
import { connect, type WayRef } from '../document/commands/nodes.js'
import { draftWays } from '../document/draft-ways.js'
import { nodesById } from '../document/node-index.js'
import { useEditor, useEditorStore } from '../editor/EditorContext.js'
import { addOfKind, withPlaces } from './actions.js'
import { useCanvasStore, type Adding } from './canvas-store.js'
import { addableKinds } from './kind-list.js'
import { KindIcon } from './KindIcon.js'
import { ListPicker } from './ListPicker.js'
import { focusNode } from './view.js'
import { useWayLabel, wayText } from './way-label.js'
import type { NodeKind } from '@callchart/flow'

/** The text of a way of the document as it is now. */
export function useWayText(): (from: WayRef) => string {
  const labelOf = useWayLabel()
  const editor = useEditorStore()
  return (from) => {
    const node = nodesById(editor.getState().document).get(from.node)
    const way = node === undefined ? undefined : draftWays(node).find(({ path }) => path.join('.') === from.path.join('.'))
    return node === undefined || way === undefined ? '' : wayText(labelOf(node, way))
  }
}

/** Adds a node where somebody asked for one. */
export function KindPicker({ adding, onClose }: { readonly adding: Adding; readonly onClose: () => void }) {
  const { t } = useTranslation('canvas')
  const { t: tKind } = useTranslation('kinds')
  const editor = useEditorStore()
  const canvas = useCanvasStore()
  const choices = addableKinds.flatMap(({ group, kinds }) =>
    kinds
      .map((kind) => ({ id: kind, label: tKind(`${kind}.name`), help: tKind(`${kind}.help`), group: t(`palette.groups.${group}`), icon: <KindIcon kind={kind} /> })),
  )
  const byId = nodesById(editor.getState().document)
  const title = adding.type === 'behind' ? t('picker.behind', { node: byId.get(adding.from.node)?.name ?? '' }) : adding.type === 'between' ? t('picker.insert') : t('picker.add')
  const choose = (kind: string): void => {
    const name = tKind(`${kind as NodeKind}.name`)
    addOfKind(editor, kind as NodeKind, name, adding)
    canvas.setState({ announcement: t('announce.added', { node: name }) })
  }
  return <ListPicker title={title} placeholder={t('palette.search')} none={t('palette.none')} keys={t('picker.keys')} choices={choices} onChoose={choose} onClose={onClose} />
}

/** Connects a way to one of the nodes that are there. */
export function TargetPicker({ from, onClose }: { readonly from: WayRef; readonly onClose: () => void }) {
  const { t } = useTranslation('canvas')
  const { t: tKind } = useTranslation('kinds')
  const editor = useEditorStore()
  const canvas = useCanvasStore()
  const nodes = useEditor(({ document }) => document.nodes)
  const way = useWayText()(from)
  const choices = nodes.filter(({ kind }) => kind !== 'start').map(({ id, kind, name }) => ({ id, label: name, help: `${tKind(`${kind}.name`)} · ${id}`, icon: <KindIcon kind={kind} /> }))
  const choose = (to: string): void => {
    editor.getState().run(withPlaces(editor, connect(from, to)))
    canvas.setState({ overlay: undefined, announcement: t('announce.connected', { way, node: nodes.find(({ id }) => id === to)?.name ?? to }) })
    focusNode(editor, from.node)
  }
  return <ListPicker title={t('picker.connectTo', { way })} placeholder={t('picker.searchNodes')} none={t('picker.none')} keys={t('picker.connectKeys')} choices={choices} onChoose={choose} onClose={onClose} />
}
