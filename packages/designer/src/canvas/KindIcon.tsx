import type { NodeKind } from '@callchart/flow'
import { kindLooks } from '../nodes/kinds.js'
import classes from './KindIcon.module.css'

/** The sign of a kind of node, in its colour. */
export function KindIcon({ kind, size = 16 }: { readonly kind: NodeKind; readonly size?: number }) {
  const { Icon, color } = kindLooks[kind]
  return (
    <span className={classes.icon} style={{ width: size + 10, height: size + 10, background: `var(--mantine-color-${color}-light)`, color: `var(--mantine-color-${color}-light-color)` }}>
      <Icon size={size} aria-hidden />
    </span>
  )
}
