import { TextInput } from '@mantine/core'
import type { NodeKind } from '@callchart/flow'
import { IconSearch } from '@tabler/icons-react'
import { useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditorStore } from '../editor/EditorContext.js'
import { addingBehind, addOfKind } from './actions.js'
import { canvasOf } from './canvas-store.js'
import { addableKinds } from './kind-list.js'
import { KindIcon } from './KindIcon.js'
import classes from './Palette.module.css'

/** What is dragged from the palette. */
export const kindType = 'application/x-callchart-kind'

/** Every kind of node, to be dragged onto the chart or added behind what is selected. */
export function Palette() {
  const { t } = useTranslation('canvas')
  const { t: tKind } = useTranslation('kinds')
  const [wish, setWish] = useState('')
  const fits = (kind: NodeKind): boolean => [tKind(`${kind}.name`), tKind(`${kind}.help`), kind].some((text) => text.toLowerCase().includes(wish.trim().toLowerCase()))
  const groups = addableKinds.map(({ group, kinds }) => ({ group, kinds: kinds.filter(fits) })).filter(({ kinds }) => kinds.length > 0)
  return (
    <div className={classes.palette}>
      <TextInput
        size="xs"
        className={classes.search ?? ''}
        type="search"
        placeholder={t('palette.search')}
        aria-label={t('palette.search')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={wish}
        onChange={(event) => setWish(event.currentTarget.value)}
      />
      {groups.length === 0 && (
        <p className={classes.hint} role="status">
          {t('palette.none')}
        </p>
      )}
      {groups.map(({ group, kinds }) => (
        <section key={group} aria-labelledby={`palette-${group}`}>
          <h3 id={`palette-${group}`} className={classes.group}>
            {t(`palette.groups.${group}`)}
          </h3>
          {kinds.map((kind) => (
            <KindButton key={kind} kind={kind} />
          ))}
        </section>
      ))}
      <p className={classes.hint}>{t('palette.hint')}</p>
    </div>
  )
}

function KindButton({ kind }: { readonly kind: NodeKind }) {
  const { t } = useTranslation('canvas')
  const { t: tKind } = useTranslation('kinds')
  const editor = useEditorStore()
  const canvas = canvasOf(editor)
  const name = tKind(`${kind}.name`)
  const begin = (event: DragEvent): void => {
    event.dataTransfer.setData(kindType, kind)
    event.dataTransfer.effectAllowed = 'copy'
    canvas.setState({ dragging: kind })
  }
  return (
    <button
      type="button"
      className={classes.kind}
      draggable
      title={tKind(`${kind}.help`)}
      onDragStart={begin}
      onDragEnd={() => canvas.setState({ dragging: undefined, dropEdge: undefined })}
      onClick={() => {
        addOfKind(editor, kind, name, addingBehind(editor, undefined))
        canvas.setState({ announcement: t('announce.added', { node: name }) })
      }}
    >
      <KindIcon kind={kind} />
      <span className={classes.texts}>
        <span className={classes.name}>{name}</span>
        <span className={classes.help}>{tKind(`${kind}.help`)}</span>
      </span>
    </button>
  )
}
