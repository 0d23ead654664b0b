import { Table } from '@mantine/core'
import type { ReactNode } from 'react'

export interface HeadedTableProps {
  /** Each is the head of a column, in the language of the page. */
  readonly heads: readonly string[]
  readonly className?: string | undefined
  readonly label?: string
  /** Rows. */
  readonly children: ReactNode
}

/** A list as a table: what a page has many of, with the deeds of each at its end. */
export function HeadedTable({ heads, className, label, children }: HeadedTableProps) {
  return (
    <Table className={className ?? ''} horizontalSpacing="md" verticalSpacing="sm" {...(label !== undefined && { 'aria-label': label })}>
      <Table.Thead>
        <Table.Tr>
          {heads.map((head) => (
            <Table.Th key={head}>{head}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  )
}
