import { Modal, TextInput } from '@mantine/core'
import { IconAdjustments, IconMessage2, IconNote, IconSearch, IconVariable, type Icon } from '@tabler/icons-react'
import { useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nodesById } from '../document/node-index.js'
import { useEditor } from '../editor/EditorContext.js'
import { useCanvasStore } from './canvas-store.js'
import { KindIcon } from './KindIcon.js'
import classes from './SearchDialog.module.css'
import { excerpt, searchTexts, textsOf, type FlowText, type Owner } from './search-index.js'
import { useJump, useOwnerName } from './useJump.js'

const signs: Readonly<Record<Exclude<Owner['type'], 'node'>, Icon>> = { intent: IconMessage2, keyIntent: IconMessage2, variable: IconVariable, flow: IconAdjustments, note: IconNote }

/** Finds every text of the flow, and leads to it. */
export function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('canvas')
  const document = useEditor((state) => state.document)
  const canvas = useCanvasStore()
  const jump = useJump()
  const [wish, setWish] = useState('')
  const [at, setAt] = useState(0)
  const id = useId()
  const texts = useMemo(() => textsOf(document), [document])
  const found = useMemo(() => searchTexts(texts, wish), [texts, wish])
  const index = Math.min(at, found.length - 1)
  const moveTo = (next: number): void => {
    const to = (next + found.length) % Math.max(found.length, 1)
    setAt(to)
    window.document.getElementById(`${id}-${to}`)?.scrollIntoView({ block: 'nearest' })
  }
  const choose = (entry: FlowText | undefined): void => {
    if (entry === undefined) return
    // The dialog gives the keyboard back first; then the jump takes it to where it leads.
    canvas.setState({ overlay: undefined })
    requestAnimationFrame(() => jump(entry))
  }
  return (
    <Modal opened onClose={onClose} title={t('search.title')} size="lg" yOffset="10vh" withCloseButton={false} returnFocus={false}>
      <TextInput
        data-autofocus
        size="md"
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length > 0 ? `${id}-${index}` : undefined}
        aria-label={t('search.box')}
        placeholder={t('search.box')}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={wish}
        onChange={(event) => {
          setWish(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moveTo(index + (event.key === 'ArrowDown' ? 1 : -1))
          else if (event.key === 'Enter') choose(found[index])
          else return
          event.preventDefault()
        }}
      />
      <div className={classes.count} role="status">
        {wish.trim() === '' ? t('search.hint') : found.length === 0 ? t('search.none', { text: wish.trim() }) : t('search.results', { count: found.length })}
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={t('search.title')} className={classes.list}>
        {found.map((entry, position) => (
          <Result key={position} id={`${id}-${position}`} entry={entry} wish={wish} isActive={position === index} onPoint={() => setAt(position)} onChoose={() => choose(entry)} />
        ))}
      </div>
    </Modal>
  )
}

interface ResultProps {
  readonly id: string
  readonly entry: FlowText
  readonly wish: string
  readonly isActive: boolean
  readonly onPoint: () => void
  readonly onChoose: () => void
}

function Result({ id, entry, wish, isActive, onPoint, onChoose }: ResultProps) {
  const { t } = useTranslation('canvas')
  const { owner } = entry
  const nameOf = useOwnerName()
  const kind = useEditor(({ document }) => (owner.type === 'node' ? nodesById(document).get(owner.node)?.kind : undefined))
  const Sign = owner.type === 'node' ? undefined : signs[owner.type]
  const [before, hit, after] = excerpt(entry.text, wish)
  return (
    <div id={id} role="option" aria-selected={isActive} className={classes.result} onPointerMove={onPoint} onClick={onChoose}>
      {kind !== undefined && <KindIcon kind={kind} />}
      {Sign !== undefined && (
        <span className={classes.sign}>
          <Sign size={16} aria-hidden />
        </span>
      )}
      <span className={classes.texts}>
        <span className={classes.owner}>
          {nameOf(owner)} <span className={classes.sort}>{t(`search.fields.${entry.sort}`)}</span>
        </span>
        <span className={classes.text}>
          {before}
          <mark>{hit}</mark>
          {after}
        </span>
      </span>
    </div>
  )
}
