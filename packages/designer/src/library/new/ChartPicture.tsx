import type { DraftDocument } from '@callchart/flow'
import { useMemo } from 'react'
import { kindLooks } from '../../nodes/kinds.js'
import { pictureOf, type PicturedNode } from './chart-picture.js'

const [columnPx, rowPx, widthPx, heightPx] = [34, 17, 22, 10]

const left = ({ column }: PicturedNode): number => column * columnPx + 4
const middle = ({ row }: PicturedNode): number => row * rowPx + 4 + heightPx / 2

/** A small picture of a flow: its nodes in the colours of their kinds. */
export function ChartPicture({ document, label }: { readonly document: DraftDocument; readonly label: string }) {
  const { nodes, lines, columnCount, rowCount } = useMemo(() => pictureOf(document), [document])
  const width = (columnCount - 1) * columnPx + widthPx + 8
  const height = (rowCount - 1) * rowPx + heightPx + 8
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width="100%" height={76} role="img" aria-label={label} preserveAspectRatio="xMidYMid meet">
      {lines.map(({ from, to }) => {
        const [x1, x2] = [left(from) + widthPx, left(to)]
        const bend = (x2 - x1) / 2
        return <path key={`${from.id} ${to.id}`} d={`M${x1} ${middle(from)}C${x1 + bend} ${middle(from)} ${x2 - bend} ${middle(to)} ${x2} ${middle(to)}`} fill="none" stroke="var(--cc-dimmed)" strokeOpacity={0.55} strokeWidth={1} />
      })}
      {nodes.map((node) => (
        <rect key={node.id} x={left(node)} y={middle(node) - heightPx / 2} width={widthPx} height={heightPx} rx={3} fill={`var(--mantine-color-${kindLooks[node.kind].color}-filled)`} />
      ))}
    </svg>
  )
}
