import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Page.module.css'

export interface PageHeadProps {
  readonly title: string
  readonly subtitle: string
  /** What can be done on the page as a whole. */
  readonly children?: ReactNode
}

/** The head of a page that lists something. */
export function PageHead({ title, subtitle, children }: PageHeadProps) {
  return (
    <div className={classes.head}>
      <div>
        <Title order={1}>{title}</Title>
        <Text c="dimmed" size="sm">
          {subtitle}
        </Text>
      </div>
      {children}
    </div>
  )
}
