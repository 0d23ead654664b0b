import { Handle, Position, type NodeProps } from '@xyflow/react'
import type { DraftNode } from '@callchart/flow'
import { memo, useState, type CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { draftWays } from '../document/draft-ways.js'
import { useEditor } from '../editor/EditorContext.js'
import { cards } from '../nodes/cards.js'
import { kindLooks } from '../nodes/kinds.js'
import { CallBadges, HeatBadges, ProblemBadge } from './CardBadges.js'
import classes from './ChartCard.module.css'
import type { CardNode } from './chart.js'
import { useIsFar } from './distance.js'
import { useCanvas } from './canvas-store.js'
import type { Entry } from './entries.js'
import { EntryRows } from './EntryRows.js'
import { bodyHeight, bodyLines, entryPoint, hasPortRows, portHeight } from './geometry.js'
import { useHighlight } from './highlight.js'
import { isOnPath, warmth } from './lit.js'
import { NameField } from './NameField.js'
import { Port } from './Port.js'

/** A node on the chart: what leads here from anywhere, its name, what it does, and its ways out. */
export const ChartCard = memo(
  function ChartCard({ id, data, selected }: NodeProps<CardNode>) {
    const { node, entries } = data
    const isFar = useIsFar()
    const look = useHighlight((highlight) => (highlight.active === id ? 'active' : isOnPath(highlight, id) ? 'path' : highlight.path.length > 0 ? 'aside' : undefined))
    const tone = useHighlight((highlight) => (highlight.path.length > 0 ? highlight.tone : 'call'))
    const heat = useHighlight((highlight) => (highlight.heat === undefined ? undefined : Math.round(warmth(highlight, id) * 100)))
    const isRenaming = useCanvas(({ renaming }) => renaming === id)
    return (
      <div
        className={classes.card}
        data-selected={selected || undefined}
        data-look={look}
        data-tone={tone}
        data-off={node.disabled === true || undefined}
        data-warm={heat !== undefined || undefined}
        style={{ '--card-color': `var(--mantine-color-${kindLooks[node.kind].color}-6)`, '--heat': `${heat ?? 0}%`, '--entry-y': `${entryPoint(entries.length)}px` } as CSSProperties}
      >
        {isFar && !isRenaming ? <FarCard node={node} /> : <NearCard node={node} entries={entries} selected={selected} />}
      </div>
    )
  },
  // A card that only moves is not drawn again.
  (before, after) => before.data === after.data && before.selected === after.selected,
)

/** What is seen of a card from afar. */
function FarCard({ node }: { readonly node: DraftNode }) {
  const { Icon } = kindLooks[node.kind]
  return (
    <div className={classes.far}>
      <Icon className={classes.farIcon} aria-hidden />
      <span className={classes.farName}>{node.name}</span>
      <ProblemBadge id={node.id} />
    </div>
  )
}

function NearCard({ node, entries, selected }: { readonly node: DraftNode; readonly entries: readonly Entry[]; readonly selected: boolean }) {
  const [isHovered, setHovered] = useState(false)
  const language = useEditor(({ document }) => document.languages[0] ?? '')
  const Body = cards[node.kind]
  return (
    <div className={classes.near} onPointerEnter={() => setHovered(true)} onPointerLeave={() => setHovered(false)}>
      <HeatBadges id={node.id} />
      <CallBadges id={node.id} />
      {entries.length > 0 && <EntryRows entries={entries} />}
      <CardHead node={node} />
      {bodyLines[node.kind] > 0 && (
        <div className={classes.body} style={{ height: bodyHeight(node.kind) }}>
          <Body node={node} language={language} />
        </div>
      )}
      <CardPorts node={node} isHot={isHovered || selected} />
    </div>
  )
}

function CardHead({ node }: { readonly node: DraftNode }) {
  const { t } = useTranslation('canvas')
  const { t: tKind } = useTranslation('kinds')
  const { Icon, color } = kindLooks[node.kind]
  return (
    <div className={classes.head}>
      <span className={classes.icon} style={{ background: `var(--mantine-color-${color}-light)`, color: `var(--mantine-color-${color}-light-color)` }} title={tKind(`${node.kind}.name`)}>
        <Icon size={16} aria-hidden />
      </span>
      <NameField node={node} />
      {node.disabled === true && <span className={classes.off}>{t('card.off')}</span>}
      <ProblemBadge id={node.id} />
    </div>
  )
}

function CardPorts({ node, isHot }: { readonly node: DraftNode; readonly isHot: boolean }) {
  const readOnly = useEditor((state) => state.readOnly)
  const ways = draftWays(node)
  const inRows = hasPortRows(node)
  const ports = ways.map((way) => <Port key={way.way} node={node} way={way} isHot={isHot && !readOnly} readOnly={readOnly} isAlone={!inRows} />)
  return (
    <>
      {node.kind !== 'start' && <Handle type="target" id="in" position={Position.Left} isConnectableStart={false} className={classes.entry ?? ''} />}
      {inRows ? <div className={classes.ports} style={{ height: ways.length * portHeight }}>{ports}</div> : ports}
    </>
  )
}
